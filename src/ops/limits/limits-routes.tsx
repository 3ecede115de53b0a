import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readLimits } from '../../guard/index.ts'
import { formatLimitSet, readLimitSet } from '../../limits/index.ts'
import { sendPage } from '../../pages/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { goTo, requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { currentLimits, limitSetParts, putLimits, withMode, withOverride } from './change.ts'
import { editRoutes } from './edit-routes.tsx'
import { findLimitsView, findRefusalSteps } from './find-view.ts'
import { LimitsPage } from './limits-page.tsx'
import { limitsTexts } from './limits-texts.ts'
import { untilNames, untilOf } from './until.ts'
import { VersionPage } from './version-page.tsx'

const hide = true
const Version = Type.String({ pattern: '^[0-9]{1,9}$' })
const Query = Type.Object({ said: Type.Optional(Type.String({ maxLength: 20 })) })
const ModeForm = Type.Object({
  version: Version,
  mode: Type.Union([Type.Literal('shadow'), Type.Literal('enforced')]),
})
const OverrideForm = Type.Object({
  version: Version,
  tenant: Type.String({ maxLength: 64 }),
  rule: Type.String({ maxLength: 64 }),
  quota: Type.String({ pattern: '^ *[0-9]{1,7}([.,][0-9]{1,2})? *$' }),
  until: Type.Union(untilNames.map((name) => Type.Literal(name))),
  reason: Type.String({ minLength: 3, maxLength: 200 }),
})
const RuleParams = Type.Object({ name: Type.String({ maxLength: 64 }) })
const VersionParams = Type.Object({ version: Version })

export const limitsRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { store, clock } = parts.operators
  requireInside(scope, ['ops'])
  await scope.register(editRoutes, { parts })

  scope.get('/ops/limits', { schema: { hide, querystring: Query } }, async (request, reply) => {
    const said = (['done', 'meanwhile'] as const).find((one) => one === request.query.said)
    const view = await findLimitsView(parts)
    return sendPage(reply, <LimitsPage visit={insideOf(request)} view={view} said={said} />)
  })

  scope.get('/ops/limits/refused', { schema: { hide } }, async (request) => {
    const { at, byRule } = await findRefusalSteps(store, clock.now())
    const series = byRule.map(({ name, refused }) => [name, { label: name, values: refused }])
    return {
      language: insideOf(request).language,
      at: at.map((one) => one / 1000),
      series: Object.fromEntries(series),
    }
  })

  scope.post(
    '/ops/limits/rules/:name',
    { schema: { hide, params: RuleParams, body: ModeForm } },
    async (request, reply) => {
      const visit = insideOf(request)
      const { name } = request.params
      const { mode, version } = request.body
      const { limits } = await currentLimits(parts)
      if (!limits.rules.some((rule) => rule.name === name)) throw generalProblems.notFound()
      const words = limitsTexts[visit.language]
      const reason = mode === 'shadow' ? words.shadowReason(name) : words.enforcedReason(name)
      const changed = withMode(limits, name, mode)
      return put(visit, { written: changed, reason, version, reply })
    },
  )

  scope.post(
    '/ops/limits/overrides',
    { schema: { hide, body: OverrideForm } },
    async (request, reply) => {
      const visit = insideOf(request)
      const { version, tenant, rule, quota, until, reason } = request.body
      const { limits } = await currentLimits(parts)
      const now = clock.now()
      const override = {
        ...{ tenant, rule, reason, quota: Number(quota.replace(',', '.')) },
        until: new Date(untilOf(until, now)).toISOString(),
      }
      const changed = withOverride(limits, override, now)
      return put(visit, { written: changed, reason, version, reply })
    },
  )

  const one = { hide, params: VersionParams }
  scope.get('/ops/limits/versions/:version', { schema: one }, async (request, reply) => {
    const stored = await readLimits(limitSetParts(parts), Number(request.params.version))
    if (!stored) throw generalProblems.notFound()
    const text = formatLimitSet(stored.limits)
    return sendPage(reply, <VersionPage visit={insideOf(request)} stored={stored} text={text} />)
  })

  scope.post(
    '/ops/limits/versions/:version/restore',
    { schema: { ...one, body: Type.Object({ version: Version }) } },
    async (request, reply) => {
      const visit = insideOf(request)
      const from = Number(request.params.version)
      const stored = await readLimits(limitSetParts(parts), from)
      if (!stored) throw generalProblems.notFound()
      const reason = limitsTexts[visit.language].restored(from)
      const { version } = request.body
      return put(visit, { written: stored.limits, reason, version, reply, restoredFrom: from })
    },
  )

  interface Putting {
    readonly written: unknown
    readonly reason: string
    readonly version: string
    readonly reply: Parameters<typeof goTo>[0]
    readonly restoredFrom?: number
  }

  /** Whatever a form made of the limits is read like a document: nothing comes past its rules. */
  async function put(visit: ReturnType<typeof insideOf>, putting: Putting) {
    const { written, reason, version, reply, restoredFrom } = putting
    const read = readLimitSet(written)
    if ('faults' in read) {
      const view = await findLimitsView(parts)
      return sendPage(reply, <LimitsPage {...{ visit, view }} faults={read.faults} />, 422)
    }
    const result = await putLimits(parts, {
      ...{ limits: read.limits, reason, author: visit.operator.id, basedOn: Number(version) },
      ...(restoredFrom !== undefined && { restoredFrom }),
    })
    const said = result.outcome === 'changed' ? 'done' : 'meanwhile'
    return goTo(reply, visit, `/ops/limits?said=${said}`)
  }
}
