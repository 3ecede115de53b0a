import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { callerOf, isOperator } from '../accounts/index.ts'
import {
  type CompileParts,
  compileLimits,
  type LimitFault,
  LimitSetSchema,
  readLimitSet,
} from '../limits/index.ts'
import type { Clock } from '../platform/clock.ts'
import { generalProblems } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { limitProblems } from './limit-problems.ts'
import { replay } from './replay.ts'
import { DECISIONS_KEPT_MS } from './retention.ts'

export interface ReplayRouteParts {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly numberSubject: CompileParts['numberSubject']
}

const WEEK_MS = 7 * 24 * 3_600_000
const BODY_BYTES_MOST = 512 * 1024

const moment = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

export const ReplayBody = Type.Object(
  {
    limits: LimitSetSchema,
    from: moment('Seven days ago, unless it says otherwise; 30 days ago at the earliest.'),
    to: moment('Now, unless it says otherwise.'),
  },
  { additionalProperties: false },
)

const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) })

const Difference = Type.Object({
  count: count(),
  laterVerified: count('Of whose challenges so many were approved: real users.'),
  costMicros: count('What these calls cost, or were reckoned to, in millionths of a euro.'),
})

export const ReplayAnswer = Type.Object({
  decisions: count('What was asked for between the two moments.'),
  refusedThen: count(),
  refusedNow: count('By the limits that are tried.'),
  newlyRefused: Difference,
  newlyAllowed: Difference,
  costDeltaMicros: Type.Integer({ description: 'Negative: they would have saved so much.' }),
  worstHit: Type.Array(
    Type.Object({
      tenantId: Type.String(),
      limit: Type.String({ description: 'The rule that would refuse.' }),
      subject: Type.String({ description: 'Keyed hash of the user, or of the number.' }),
      count: count(),
      laterVerified: count(),
    }),
    { description: 'Ten at most, the worst first.' },
  ),
})

/** Tries limits on what was really asked for; for the tenant that runs the service. */
export const replayRoutes: FastifyPluginAsyncTypebox<{ parts: ReplayRouteParts }> = async (
  app,
  { parts },
) => {
  let isBusy = false

  app.addHook('onRequest', async (request) => {
    const { tenantId } = callerOf(request)
    if (!(await isOperator(parts.store, tenantId))) throw limitProblems.operatorOnly()
  })

  app.post(
    '/limits/replay',
    {
      bodyLimit: BODY_BYTES_MOST,
      schema: {
        tags: ['limits'],
        summary: 'Try limits on what was asked for lately',
        body: ReplayBody,
        response: { 200: ReplayAnswer },
      },
      // As for `PUT /v1/limits`: all that can be wrong is one problem.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const now = parts.clock.now()
      const read = readWish(request.body, now)
      if ('faults' in read) throw limitProblems.limitsInvalid({ errors: read.faults })
      // One at a time: it takes as much of the processor as it gets.
      if (isBusy) throw generalProblems.inProgress({}, { 'retry-after': '30' })
      isBusy = true
      const { numberSubject } = parts
      const set = compileLimits(read.limits, { version: 0, now, numberSubject })
      const result = await replay(parts.store, { set, ...read.range }).finally(() => {
        isBusy = false
      })
      return { ...result, worstHit: [...result.worstHit] }
    },
  )
}

/** What is to be tried on what, or everything that is wrong with it. */
function readWish(body: unknown, now: number) {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { faults: [{ pointer: '#', detail: 'must be an object' }] }
  const { limits, from, to, ...unknown } = body as Readonly<Record<string, unknown>>
  const range = {
    from: Math.max(readMoment(from) ?? now - WEEK_MS, now - DECISIONS_KEPT_MS),
    to: readMoment(to) ?? now,
  }
  const read = readLimitSet(limits)
  const faults = [
    ...('faults' in read ? read.faults.map(belowLimits) : []),
    ...(Number.isNaN(range.from) ? [{ pointer: '#/from', detail: 'must be a moment' }] : []),
    ...(Number.isNaN(range.to) ? [{ pointer: '#/to', detail: 'must be a moment' }] : []),
    ...(Object.keys(unknown).length > 0
      ? [{ pointer: '#', detail: 'must hold `limits`, `from` and `to` alone' }]
      : []),
  ]
  return faults.length > 0 || 'faults' in read ? { faults } : { limits: read.limits, range }
}

function readMoment(text: unknown): number | undefined {
  if (text === undefined) return undefined
  return typeof text === 'string' ? Date.parse(text) : Number.NaN
}

const belowLimits = (fault: LimitFault) => ({ ...fault, pointer: `#/limits${fault.pointer}` })
