import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { formatLimitSet } from '../../limits/index.ts'
import { sendPage } from '../../pages/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { goTo } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { currentLimits, putLimits } from './change.ts'
import { type Draft, replayPeriods } from './draft.ts'
import { beginTrial, readDocument } from './edit-limits.ts'
import { EditPage, type Outcome } from './edit-page.tsx'
import { findTrialView } from './trial-view.ts'

const hide = true
const EditForm = Type.Object({
  version: Type.String({ pattern: '^[0-9]{1,9}$' }),
  document: Type.String({ maxLength: 200_000 }),
  period: Type.Union(replayPeriods.map((name) => Type.Literal(name))),
  reason: Type.String({ maxLength: 200 }),
  act: Type.Union([Type.Literal('check'), Type.Literal('try'), Type.Literal('save')]),
})
const TrialParams = Type.Object({ id: Type.String({ pattern: '^tr_[0-9a-f]{40}$' }) })

/** The document itself: checked, tried on recorded traffic, and put in force. Inside the scope of all limits. */
export const editRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  scope.get('/ops/limits/edit', { schema: { hide } }, async (request, reply) => {
    const { version, limits } = await currentLimits(parts)
    const draft: Draft = { text: formatLimitSet(limits), reason: '', period: 'day', version }
    return sendPage(reply, <EditPage visit={insideOf(request)} draft={draft} />)
  })

  scope.post('/ops/limits/edit', { schema: { hide, body: EditForm } }, async (request, reply) => {
    const visit = insideOf(request)
    const { version, document: text, period, reason, act } = request.body
    const draft = { text, reason, period, version: Number(version) }
    const show = (outcome: Outcome, status = 200) =>
      sendPage(reply, <EditPage visit={visit} draft={draft} outcome={outcome} />, status)

    const read = readDocument(text)
    if ('faults' in read) return show({ faults: read.faults }, 422)
    if (act === 'check') return show({ isRight: true })
    if (act === 'try') {
      const tried = { limits: read.limits, draft, author: visit.operator.id }
      const { outcome, id } = await beginTrial(parts, tried)
      if (outcome === 'busy') return show({ busyWith: id }, 409)
      return goTo(reply, visit, `/ops/limits/trials/${id}`)
    }
    if (reason.trim().length < 3) return show({ isReasonMissing: true }, 422)
    const change = { limits: read.limits, reason: reason.trim(), author: visit.operator.id }
    const result = await putLimits(parts, { ...change, basedOn: draft.version })
    if (result.outcome === 'changed-meanwhile') return show({ isMeanwhileChanged: true }, 409)
    return goTo(reply, visit, '/ops/limits?said=done')
  })

  const trial = { hide, params: TrialParams }
  scope.get('/ops/limits/trials/:id', { schema: trial }, async (request, reply) => {
    const view = await findTrialView(parts, request.params.id)
    if (!view) throw generalProblems.notFound()
    const outcome = { isRight: true, trial: view }
    const page = <EditPage visit={insideOf(request)} draft={view.draft} outcome={outcome} />
    return sendPage(reply, page)
  })
}
