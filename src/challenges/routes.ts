import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Caller, callerOf } from '../accounts/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { cancelChallenge } from './cancel-challenge.ts'
import { type Challenge, topicOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import { openChallenge } from './open-challenge.ts'
import type { ChallengeParts } from './parts.ts'
import { refused, standingsOn } from './refused.ts'
import { resendChallenge } from './resend-challenge.ts'
import {
  ApprovedAnswer,
  ChallengeAnswer,
  ChallengeParams,
  OpenBody,
  SwitchBody,
  toOpenRequest,
  VerifyBody,
} from './schemas.ts'
import { switchChallenge } from './switch-challenge.ts'
import { toAnswer } from './to-answer.ts'
import { verifyChallenge } from './verify-challenge.ts'
import { watchChallenge } from './watch-challenge.ts'

const tags = ['challenges']

export const challengeRoutes: FastifyPluginAsyncTypebox<{ parts: ChallengeParts }> = async (
  app,
  { parts },
) => {
  const read = async (caller: Caller, id: string) =>
    found(await findChallenge(parts.store, { ...caller, id, now: parts.clock.now() }))
  const answer = async (caller: Caller, id: string) =>
    toAnswer(parts, caller, await read(caller, id))

  app.post(
    '/challenges',
    {
      schema: {
        tags,
        summary: 'Open a challenge: for a number, or for a user by one of the factors',
        body: OpenBody,
        response: { 201: ChallengeAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const result = await openChallenge(parts, caller, toOpenRequest(request.body))
      if (result.outcome !== 'opened') throw refused(reply, result)
      standingsOn(reply, result.standings)
      reply.code(201).header('location', `/v1/challenges/${result.challenge.id}`)
      const opened = await toAnswer(parts, caller, result.challenge, result.known)
      // Only now: whoever asked learns of the call before anything happens to it.
      parts.calls.wake()
      return opened
    },
  )

  app.get(
    '/challenges/:id',
    {
      schema: {
        tags,
        summary: 'Read a challenge',
        params: ChallengeParams,
        response: { 200: ChallengeAnswer },
      },
    },
    async (request) => answer(callerOf(request), request.params.id),
  )

  app.get(
    '/challenges/:id/events',
    {
      schema: {
        tags,
        summary: 'Follow a challenge as server-sent events named `challenge`',
        params: ChallengeParams,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      await read(caller, request.params.id)
      watchChallenge(parts, { caller, id: request.params.id }, { request, reply })
      return reply
    },
  )

  app.post(
    '/challenges/:id/resend',
    {
      schema: {
        tags,
        summary: 'Bring the same code once more',
        params: ChallengeParams,
        response: { 202: ChallengeAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const result = await resendChallenge(parts, caller, request.params.id)
      if (result.outcome !== 'resent') throw refused(reply, result)
      parts.signals.publish(topicOf(result.id))
      standingsOn(reply.code(202), result.standings)
      return answer(caller, result.id)
    },
  )

  app.post(
    '/challenges/:id/switch',
    {
      schema: {
        tags,
        summary: 'Go on with another factor of the same user',
        params: ChallengeParams,
        body: SwitchBody,
        response: { 200: ChallengeAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const to = { id: request.params.id, factorId: request.body.factorId }
      const result = await switchChallenge(parts, caller, to)
      if (result.outcome !== 'switched') throw refused(reply, result)
      parts.signals.publish(topicOf(result.id))
      return answer(caller, result.id)
    },
  )

  app.post(
    '/challenges/:id/verify',
    {
      schema: {
        tags,
        summary: 'Check what the user typed',
        params: ChallengeParams,
        body: VerifyBody,
        response: { 200: ApprovedAnswer },
      },
    },
    async (request, reply) => {
      const guess = { id: request.params.id, typed: request.body.code }
      const result = await verifyChallenge(parts, callerOf(request), guess)
      if (result.outcome !== 'approved') throw refused(reply, result)
      const { approvedAt, assertion } = result
      return {
        status: 'approved' as const,
        approvedAt: new Date(approvedAt).toISOString(),
        assertion,
      }
    },
  )

  app.post(
    '/challenges/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Give up: nothing can be typed any more, and a ringing call is ended',
        params: ChallengeParams,
        response: { 200: ChallengeAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const closed = found(await cancelChallenge(parts, caller, request.params.id))
      if (closed.status !== 'cancelled')
        throw refused(reply, { outcome: 'closed', challenge: closed })
      return toAnswer(parts, caller, closed)
    },
  )
}

function found(challenge: Challenge | null): Challenge {
  if (challenge) return challenge
  throw generalProblems.notFound()
}
