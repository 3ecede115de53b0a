import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { grantExemption } from '../../guard/index.ts'
import { sendPage } from '../../pages/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { goTo, requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { type InsideVisit, insideOf } from '../visit.ts'
import { findRefusal, listRefusals, type ShownRefusal } from './find-refusals.ts'
import { listExemptions } from './list-exemptions.ts'
import { RefusalPage } from './refusal-page.tsx'
import { RefusalsPage } from './refusals-page.tsx'

const hide = true
const Params = Type.Object({ reference: Type.String({ maxLength: 40 }) })
const FindForm = Type.Object({ reference: Type.String({ maxLength: 40 }) })
const Query = Type.Object({ said: Type.Optional(Type.String({ maxLength: 20 })) })
const ExemptionForm = Type.Object({
  whom: Type.Union([Type.Literal('user'), Type.Literal('number')]),
  hours: Type.String({ maxLength: 2 }),
  reason: Type.String({ maxLength: 200 }),
})

/** What a caller reads out, and the one call that may be allowed for it. */
export const refusalsRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { store, clock } = parts.operators
  requireInside(scope, ['ops', 'helpdesk'])

  const list = async (visit: InsideVisit, reply: FastifyReply, unknown?: string) => {
    const found = await Promise.all([listRefusals(store), listExemptions(store, clock.now())])
    const [refusals, exemptions] = found
    const props = { visit, refusals, exemptions, ...(unknown !== undefined && { unknown }) }
    return sendPage(reply, <RefusalsPage {...props} />, unknown === undefined ? 200 : 422)
  }

  scope.get('/ops/refusals', { schema: { hide } }, async (request, reply) =>
    list(insideOf(request), reply),
  )

  scope.post('/ops/refusals', { schema: { hide, body: FindForm } }, async (request, reply) => {
    const visit = insideOf(request)
    const refusal = await findRefusal(store, request.body.reference)
    if (refusal) return goTo(reply, visit, `/ops/refusals/${refusal.reference}`)
    return list(visit, reply, request.body.reference)
  })

  const schema = { hide, params: Params }
  scope.get(
    '/ops/refusals/:reference',
    { schema: { ...schema, querystring: Query } },
    async (request, reply) => {
      const refusal = await theRefusal(request.params.reference)
      const said = (['granted', 'wrong'] as const).find((one) => one === request.query.said)
      const props = { visit: insideOf(request), refusal, now: clock.now(), said }
      return sendPage(reply, <RefusalPage {...props} />)
    },
  )

  scope.post(
    '/ops/refusals/:reference/exemption',
    { schema: { ...schema, body: ExemptionForm } },
    async (request, reply) => {
      const visit = insideOf(request)
      const refusal = await theRefusal(request.params.reference)
      const said = await grant(visit, refusal, request.body)
      return goTo(reply, visit, `/ops/refusals/${refusal.reference}?said=${said}`)
    },
  )

  async function theRefusal(reference: string): Promise<ShownRefusal> {
    const refusal = await findRefusal(store, reference)
    if (!refusal) throw generalProblems.notFound()
    return refusal
  }

  interface Wish {
    readonly whom: 'user' | 'number'
    readonly hours: string
    readonly reason: string
  }

  async function grant(visit: InsideVisit, refusal: ShownRefusal, wish: Wish) {
    const subject = wish.whom === 'user' ? refusal.userSubject : refusal.numberSubject
    const hours = Number(wish.hours)
    const reason = wish.reason.trim()
    const isWhole = Number.isInteger(hours) && hours >= 1 && hours <= 24
    if (subject === null || !isWhole || reason.length < 3) return 'wrong'
    await grantExemption(store, {
      ...{ tenantId: refusal.tenantId, subject, by: visit.operator.id, agent: visit.operator.name },
      ...{ reason, hours, at: clock.now() },
    })
    return 'granted'
  }
}
