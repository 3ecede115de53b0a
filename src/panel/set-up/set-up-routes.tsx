import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { advisedMethods } from '../../accounts/index.ts'
import { factorIdPattern } from '../../challenges/index.ts'
import type { Factor } from '../../factors/index.ts'
import { noteSkipped } from '../../logins/index.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import type { Exchange } from '../verify/verify-routes.tsx'
import { visitOf } from '../visit.ts'
import { addMethod } from './add-method.tsx'
import { admitToSetUp, type Enrolling, maySkip } from './admit.ts'
import { makeCodes, offerCodes, showDone } from './codes.tsx'
import { confirmMethod, resendPending, sendAnew } from './confirm-method.tsx'
import { confirmPath } from './confirm-pages.tsx'
import { sendChoices } from './show-choices.tsx'
import { findPairedApp, findPending, sendPending } from './show-pending.tsx'

const hide = true
const AddForm = Type.Object({
  method: Type.Optional(Type.Union(advisedMethods.map((method) => Type.Literal(method)))),
  number: Type.Optional(Type.String({ maxLength: 64 })),
})
const CodeForm = Type.Object({ code: Type.String({ maxLength: 64 }) })
const FactorParams = Type.Object({ factorId: Type.String({ pattern: factorIdPattern }) })

/** The screens that secure an account, in the order of the documents. */
export const setUpRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  type Act = (parts: PanelParts, enrolling: Enrolling, exchange: Exchange) => Promise<unknown>
  const admitted =
    (act: Act) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const enrolling = await admitToSetUp(parts, request, reply)
      if (enrolling) await act(parts, enrolling, { request, reply })
      return reply
    }

  scope.get('/set-up', { schema: { hide } }, admitted(showDue))
  scope.get('/set-up/choose', { schema: { hide } }, admitted(sendChoices))
  scope.post('/set-up/skip', { schema: { hide } }, admitted(skip))
  scope.get('/set-up/codes', { schema: { hide } }, admitted(offerCodes))
  scope.post('/set-up/codes', { schema: { hide } }, admitted(makeCodes))
  scope.get('/set-up/done', { schema: { hide } }, admitted(showDone))

  scope.post('/set-up/add', { schema: { hide, body: AddForm } }, async (request, reply) => {
    const chosen = request.body
    return admitted((...given) => addMethod(...given, chosen))(request, reply)
  })

  // Whoever comes back to where a form led.
  for (const path of ['/set-up/skip', '/set-up/add'])
    scope.get(path, { schema: { hide } }, async (request, reply) =>
      goTo(reply, visitOf(request), '/set-up'),
    )
  await scope.register(confirmRoutes, { parts })
}

/** One method that was added and is not confirmed yet. */
const confirmRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  const path = '/set-up/confirm/:factorId'
  type Pending = Exchange & { readonly factor: Factor }
  type Act = (parts: PanelParts, enrolling: Enrolling, pending: Pending) => Promise<unknown>

  /** Only a factor of the user's own, and only while it is not confirmed. */
  async function withPending(request: FastifyRequest, reply: FastifyReply, act: Act) {
    const enrolling = await admitToSetUp(parts, request, reply)
    if (!enrolling) return reply
    const { factorId } = request.params as { factorId: string }
    const wanted = await findPending(parts, enrolling, factorId)
    if (wanted?.state !== 'pending') return goTo(reply, enrolling.visit, '/set-up')
    const isUnpaired = wanted.method === 'app' && wanted.shown === ''
    const factor = (isUnpaired && (await findPairedApp(parts, enrolling))) || wanted
    await act(parts, enrolling, { request, reply, factor })
    return reply
  }
  const schema = { hide, params: FactorParams }

  scope.get(path, { schema }, (request, reply) => withPending(request, reply, sendPending))
  scope.post(path, { schema: { ...schema, body: CodeForm } }, (request, reply) => {
    const { code } = request.body
    return withPending(request, reply, (...given) => confirmMethod(...given, code))
  })
  scope.post(`${path}/resend`, { schema }, (request, reply) =>
    withPending(request, reply, resendPending),
  )
  scope.post(`${path}/again`, { schema }, (request, reply) => withPending(request, reply, sendAnew))
  for (const end of ['resend', 'again'])
    scope.get(`${path}/${end}`, { schema }, async (request, reply) =>
      goTo(reply, visitOf(request), confirmPath({ id: request.params.factorId })),
    )
}

/** Whoever has all that is wanted has nothing to do here. */
async function showDue(parts: PanelParts, enrolling: Enrolling, exchange: Exchange) {
  const { visit, enrolment } = enrolling
  if (enrolment.state === 'complete') return goTo(exchange.reply, visit, '/panel')
  return sendChoices(parts, enrolling, exchange)
}

/** Until the next login; not once it is required (F2). */
async function skip(parts: PanelParts, { visit, session, enrolment }: Enrolling, to: Exchange) {
  if (!maySkip(enrolment)) return goTo(to.reply, visit, '/set-up')
  await noteSkipped(parts.logins, session)
  return goTo(to.reply, visit, enrolment.state === 'none' ? '/panel' : '/set-up/codes')
}
