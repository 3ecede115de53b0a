import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { callerOf, isOperator } from '../accounts/index.ts'
import { formatLimitSet } from '../limits/index.ts'
import type { Clock } from '../platform/clock.ts'
import { prefers } from '../platform/http/index.ts'
import { generalProblems } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { limitProblems } from './limit-problems.ts'
import { readReplayWish } from './read-replay-wish.ts'
import type { Replay } from './replay.ts'
import {
  ReplayAnswer,
  ReplayBody,
  ReplayHeaders,
  TrialAnswer,
  TrialParams,
} from './replay-schemas.ts'
import type { Trial } from './trial.ts'
import type { Trials } from './trials.ts'

export interface ReplayRouteParts {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly trials: Trials
}

const tags = ['limits']
const BODY_BYTES_MOST = 512 * 1024

/** Tries limits on what was really asked for; for the tenant that runs the service. */
export const replayRoutes: FastifyPluginAsyncTypebox<{ parts: ReplayRouteParts }> = async (
  app,
  { parts: { store, clock, trials } },
) => {
  app.addHook('onRequest', async (request) => {
    const { tenantId } = callerOf(request)
    if (!(await isOperator(store, tenantId))) throw limitProblems.operatorOnly()
  })

  app.post(
    '/limits/replay',
    {
      bodyLimit: BODY_BYTES_MOST,
      schema: {
        tags,
        summary: 'Try limits on what was asked for lately',
        headers: ReplayHeaders,
        body: ReplayBody,
        response: { 200: ReplayAnswer, 202: TrialAnswer },
      },
      // As for `PUT /v1/limits`: all that can be wrong is one problem.
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      const wish = readReplayWish(request.body, clock.now())
      if ('faults' in wish) throw limitProblems.limitsInvalid({ errors: wish.faults })
      const draft = { document: formatLimitSet(wish.limits), reason: '', basedOn: null }
      const begun = await trials.begin({ ...wish, draft, author: callerOf(request).keyId })
      if (begun.outcome === 'busy') throw generalProblems.inProgress({}, { 'retry-after': '30' })
      if (!prefers(request.headers.prefer, 'respond-async')) return toReplay(await begun.result)
      return accept(reply, await existing(begun.id))
    },
  )

  app.get(
    '/limits/replays/:id',
    {
      schema: {
        tags,
        summary: 'Read how far a replay is',
        params: TrialParams,
        response: { 200: TrialAnswer },
      },
    },
    async ({ params: { id } }) => toAnswer(await existing(id)),
  )

  async function existing(id: string): Promise<Trial> {
    const trial = await trials.find(id)
    if (!trial) throw generalProblems.notFound()
    return trial
  }
}

function accept(reply: FastifyReply, trial: Trial) {
  reply.code(202)
  reply.header('location', `/v1/limits/replays/${trial.id}`)
  reply.header('preference-applied', 'respond-async')
  return toAnswer(trial)
}

function toAnswer({ id, status, done, total, startedAt, result }: Trial) {
  return {
    ...{ id, status, done, total, startedAt: new Date(startedAt).toISOString() },
    result: result && toReplay(result),
  }
}

function toReplay(result: Replay) {
  return { ...result, worstHit: [...result.worstHit] }
}
