import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { formatLimitSet } from '../../limits/index.ts'
import { sendPage } from '../../pages/index.ts'
import { goTo } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { currentLimits, putLimits } from './change.ts'
import { createTrial, readDocument } from './edit-limits.ts'
import { EditPage, type Outcome, replayPeriods } from './edit-page.tsx'

const hide = true
const EditForm = Type.Object({
  version: Type.String({ pattern: '^[0-9]{1,9}$' }),
  document: Type.String({ maxLength: 200_000 }),
  period: Type.Union(replayPeriods.map((name) => Type.Literal(name))),
  reason: Type.String({ maxLength: 200 }),
  act: Type.Union([Type.Literal('check'), Type.Literal('try'), Type.Literal('save')]),
})

/** The document itself: checked, tried on recorded traffic, and put in force. Inside the scope of all limits. */
export const editRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const tryLimits = createTrial(parts)

  scope.get('/ops/limits/edit', { schema: { hide } }, async (request, reply) => {
    const { version, limits } = await currentLimits(parts)
    const draft = { text: formatLimitSet(limits), reason: '', period: 'day', version }
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
      const replay = await tryLimits(read.limits, period)
      return replay ? show({ isRight: true, replay }) : show({ said: 'busy' }, 409)
    }
    if (reason.trim().length < 3) return show({ isReasonMissing: true }, 422)
    const change = { limits: read.limits, reason: reason.trim(), author: visit.operator.id }
    const result = await putLimits(parts, { ...change, basedOn: draft.version })
    if (result.outcome === 'changed-meanwhile') return show({ said: 'meanwhile' }, 409)
    return goTo(reply, visit, '/ops/limits?said=done')
  })
}
