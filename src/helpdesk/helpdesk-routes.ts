import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { callerOf } from '../accounts/index.ts'
import { toUserAnswer, UserParams } from '../enrolment/index.ts'
import { refusalProblems } from '../guard/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { toReason } from './agent.ts'
import { extendUserOf } from './extend-user.ts'
import { findRefusal } from './find-refusal.ts'
import { givePairingCode } from './give-pairing-code.ts'
import type { HelpdeskParts } from './parts.ts'
import { readUser } from './read-user.ts'
import { helpRefused } from './refused.ts'
import {
  ActBody,
  ExtensionAnswer,
  ExtensionBody,
  HelpdeskUserAnswer,
  PairingAnswer,
  ReferenceParams,
  RefusalAnswer,
} from './schemas.ts'
import { iso, toRefusalAnswer, toResetAnswer, toWarning } from './to-answer.ts'

const tags = ['helpdesk']

/** What is wrong with the end of an extension. */
const untilFaults: Readonly<Record<string, string>> = {
  past: 'must be in the future, or null',
  'too-far': 'must be at most 30 days ahead',
}

/** What those who help users may look at and do; no other key. */
export const helpdeskRoutes: FastifyPluginAsyncTypebox<{ parts: HelpdeskParts }> = async (
  app,
  { parts },
) => {
  const { store, clock } = parts.challenges

  app.get(
    '/helpdesk/users/:userId',
    {
      schema: {
        tags,
        summary: 'Read why a user cannot get in',
        params: UserParams,
        response: { 200: HelpdeskUserAnswer },
      },
    },
    async (request) => {
      const seen = await readUser(parts, callerOf(request), request.params.userId)
      if (!seen) throw helpRefused({ outcome: 'user-unknown' })
      const now = clock.now()
      return {
        user: seen.answer,
        warnings: seen.warnings.map(toWarning),
        resets: seen.resets.map((reset) => toResetAnswer(reset, seen.user, now)),
        stops: seen.stops.map(({ reason, until }) => ({ reason, until: iso(until) })),
        refusals: seen.refusals.map((refusal) => toRefusalAnswer(refusal, now)),
        challenges: seen.challenges.map((one) => ({ ...one, at: iso(one.at) })),
      }
    },
  )

  app.get(
    '/helpdesk/refusals/:reference',
    {
      schema: {
        tags,
        summary: 'Read a refusal by the reference that a user reads out',
        params: ReferenceParams,
        response: { 200: RefusalAnswer },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request)
      const now = clock.now()
      const sought = { tenantId, now, typed: request.params.reference }
      const refusal = await findRefusal(store, sought)
      if (!refusal) throw refusalProblems.refusalUnknown()
      return toRefusalAnswer(refusal, now)
    },
  )

  app.put(
    '/users/:userId/extension',
    {
      schema: {
        tags,
        summary: 'Let a user wait longer with the second factor, or end that',
        params: UserParams,
        body: ExtensionBody,
        response: { 200: ExtensionAnswer },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { until, agent, reason } = request.body
      const result = await extendUserOf(parts, caller, {
        ...{ userId: request.params.userId, agent, reason: toReason(reason) },
        until: until === null ? null : Date.parse(until),
      })
      if (result.outcome === 'past' || result.outcome === 'too-far') throw untilWrong(result)
      if (result.outcome !== 'extended') throw helpRefused(result)
      const { extensionUntil } = result.user
      return {
        extensionUntil: extensionUntil === null ? null : iso(extensionUntil),
        user: await toUserAnswer(parts, caller, result.user),
      }
    },
  )

  app.post(
    '/users/:userId/pairing-codes',
    {
      schema: {
        tags,
        summary: 'Draw a pairing code to read out to a user who has no factor yet',
        params: UserParams,
        body: ActBody,
        response: { 201: PairingAnswer },
      },
    },
    async (request, reply) => {
      const { agent, reason } = request.body
      const wish = { ...request.params, agent, reason: toReason(reason) }
      const result = await givePairingCode(parts, callerOf(request), wish)
      if (result.outcome !== 'given') throw helpRefused(result)
      const { factorId, pairingCode, expiresAt } = result
      return reply.code(201).send({ factorId, pairingCode, expiresAt: iso(expiresAt) })
    },
  )
}

function untilWrong({ outcome }: { outcome: 'past' | 'too-far' }) {
  return generalProblems.bodyInvalid({
    errors: [{ pointer: '#/until', detail: untilFaults[outcome] }],
  })
}
