import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { callerOf } from '../accounts/index.ts'
import { rateLimitHeaders, type Standing } from '../limits/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { cancelChallenge } from './cancel-challenge.ts'
import { type Challenge, topicOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import { type OpenResult, openChallenge } from './open-challenge.ts'
import type { ChallengeParts } from './parts.ts'
import { problems } from './problems.ts'
import type { LimitReached } from './refusal.ts'
import { resendChallenge } from './resend-challenge.ts'
import {
  ApprovedAnswer,
  ChallengeAnswer,
  ChallengeParams,
  OpenBody,
  VerifyBody,
} from './schemas.ts'
import { toAnswer } from './to-answer.ts'
import { verifyChallenge } from './verify-challenge.ts'
import { watchChallenge } from './watch-challenge.ts'

const tags = ['challenges']

export const challengeRoutes: FastifyPluginAsyncTypebox<{ parts: ChallengeParts }> = async (
  app,
  { parts },
) => {
  const now = () => parts.clock.now()
  const read = async (tenantId: string, id: string) =>
    found(await findChallenge(parts.store, { tenantId, id, now: now() }))

  app.post(
    '/challenges',
    {
      schema: {
        tags,
        summary: 'Open a challenge: a code is drawn and the number is called',
        body: OpenBody,
        response: { 201: ChallengeAnswer },
      },
    },
    async (request, reply) => {
      const result = await openChallenge(parts, callerOf(request), request.body)
      if (result.outcome !== 'opened') throw openingRefused(reply, result)
      standingsOn(reply, result.standings)
      reply.code(201).header('location', `/v1/challenges/${result.challenge.id}`)
      const answer = await toAnswer(parts, result.challenge, result.known)
      // Only now: whoever asked learns of the call before anything happens to it.
      parts.calls.wake()
      return answer
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
    async (request) => toAnswer(parts, await read(callerOf(request).tenantId, request.params.id)),
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
      const { tenantId } = callerOf(request)
      await read(tenantId, request.params.id)
      watchChallenge(parts, { tenantId, id: request.params.id }, { request, reply })
      return reply
    },
  )

  app.post(
    '/challenges/:id/resend',
    {
      schema: {
        tags,
        summary: 'Call again with the same code',
        params: ChallengeParams,
        response: { 202: ChallengeAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const result = await resendChallenge(parts, caller, request.params.id)
      switch (result.outcome) {
        case 'unknown':
          throw generalProblems.notFound()
        case 'closed':
          throw problems.challengeClosed({ challengeStatus: result.challenge.status })
        case 'too-soon':
          throw problems.resendTooSoon({ retryAfterSeconds: result.retryAfterSeconds })
        case 'limit-reached':
          throw limitReached(reply, result)
        case 'resent':
          parts.signals.publish(topicOf(result.id))
          standingsOn(reply.code(202), result.standings)
          return toAnswer(parts, await read(caller.tenantId, result.id))
      }
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
      switch (result.outcome) {
        case 'unknown':
          throw generalProblems.notFound()
        case 'closed':
          throw problems.challengeClosed({ challengeStatus: result.challenge.status })
        case 'limit-reached':
          throw limitReached(reply, result)
        case 'wrong':
          standingsOn(reply, result.standings)
          throw problems.codeWrong({ attemptsLeft: result.attemptsLeft })
        case 'approved':
          return {
            status: 'approved' as const,
            approvedAt: new Date(result.approvedAt).toISOString(),
            assertion: result.assertion,
          }
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
    async (request) => {
      const closed = found(await cancelChallenge(parts, callerOf(request), request.params.id))
      if (closed.status !== 'cancelled')
        throw problems.challengeClosed({ challengeStatus: closed.status })
      return toAnswer(parts, closed)
    },
  )
}

function found(challenge: Challenge | null): Challenge {
  if (challenge) return challenge
  throw generalProblems.notFound()
}

type OpeningRefused = Exclude<OpenResult, { outcome: 'opened' }>

function openingRefused(reply: FastifyReply, result: OpeningRefused) {
  switch (result.outcome) {
    case 'number-refused':
      return problems.numberRefused({ reason: result.reason })
    case 'gate-too-weak':
      return problems.gateTooWeak({ wanted: result.wanted })
    case 'limit-reached':
      return limitReached(reply, result)
  }
}

function limitReached(
  reply: FastifyReply,
  { limit, retryAfterSeconds, reference, standings }: LimitReached,
) {
  standingsOn(reply, standings)
  return problems.limitReached({ limit, retryAfterSeconds, reference })
}

function standingsOn(reply: FastifyReply, standings: readonly Standing[]) {
  reply.headers(rateLimitHeaders(standings))
}
