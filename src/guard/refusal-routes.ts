import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import { callerOf } from '../accounts/index.ts'
import type { Clock } from '../platform/clock.ts'
import { generalProblems, type ProblemFactory } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { grantExemption } from './exemptions.ts'
import { type ExplainedRefusal, explainRefusal } from './explain-refusal.ts'
import { refusalProblems } from './refusal-problems.ts'
import {
  ExemptionAnswer,
  ExemptionBody,
  ExplainedRefusalAnswer,
  RefusalParams,
} from './refusal-schemas.ts'

export interface RefusalRouteParts {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  /** Keyed hash of a user, as limits count one. */
  readonly userSubject: (tenantId: string, userId: string) => string
  /** Of a number, however it is written; null where it cannot be read. */
  readonly numberSubject: (typed: string) => string | null
  /** A reason in one line, without a phone number. */
  readonly toReason: (text: string) => string
}

interface Options {
  readonly parts: RefusalRouteParts
  readonly userUnknown: ProblemFactory
}

const tags = ['limits']

/** Why a limit said no, and one call past it: for each tenant about its own users. */
export const refusalRoutes: FastifyPluginAsyncTypebox<Options> = async (app, options) => {
  const { parts } = options
  const { store, clock } = parts

  app.get(
    '/refusals/:reference',
    {
      schema: {
        tags,
        summary: 'Read why a limit refused, by its reference',
        params: RefusalParams,
        response: { 200: ExplainedRefusalAnswer },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request)
      const now = clock.now()
      const sought = { tenantId, now, typed: request.params.reference }
      const refusal = await explainRefusal(store, sought)
      if (!refusal) throw refusalProblems.refusalUnknown()
      return toAnswer(refusal, now)
    },
  )

  app.post(
    '/exemptions',
    {
      schema: {
        tags,
        summary: 'Let one call past the limits of a user or a number',
        body: ExemptionBody,
        response: { 201: ExemptionAnswer },
      },
    },
    async (request, reply) => {
      const { tenantId, keyId } = callerOf(request)
      const { hours = 1, reason, agent = null } = request.body
      const subject = await findSubject(options, tenantId, request.body)
      const granted = await grantExemption(store, {
        ...{ tenantId, subject, by: keyId, agent, hours },
        ...{ reason: parts.toReason(reason), at: clock.now() },
      })
      reply.code(201)
      return { id: granted.id, calls: 1 as const, expiresAt: iso(granted.expiresAt) }
    },
  )
}

async function findSubject(
  { parts, userUnknown }: Options,
  tenantId: string,
  { userId, number }: Static<typeof ExemptionBody>,
): Promise<string> {
  if (userId !== undefined && number === undefined) {
    if (!(await isUser(parts.store, tenantId, userId))) throw userUnknown()
    return parts.userSubject(tenantId, userId)
  }
  if (number === undefined || userId !== undefined)
    throw invalid('#', 'must hold either `userId` or `number`')
  const subject = parts.numberSubject(number)
  if (subject === null) throw invalid('#/number', 'must be one phone number')
  return subject
}

const invalid = (pointer: string, detail: string) =>
  generalProblems.bodyInvalid({ errors: [{ pointer, detail }] })

async function isUser(store: Store, tenantId: string, id: string): Promise<boolean> {
  const row = await store
    .selectFrom('users')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

function toAnswer({ at, until, rules, ...refusal }: ExplainedRefusal, now: number) {
  return {
    ...{ ...refusal, at: iso(at), until: iso(until), over: until <= now },
    rules: rules.map(([rule, used, quota, wouldRefuse]) => ({
      ...{ rule, used, quota, shadowRefused: wouldRefuse === 1 },
    })),
  }
}

const iso = (at: number) => new Date(at).toISOString()
