import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { challengeProblems, findForApp, refused, reportChallenge } from '../challenges/index.ts'
import { parseDeviceKey, setPush } from '../factors/index.ts'
import { rateLimitHeaders, retryAfterSeconds } from '../limits/index.ts'
import { generalProblems, type Problem } from '../platform/problem.ts'
import { leave } from './leave.ts'
import { type PairResult, pairApp } from './pair-app.ts'
import type { DeviceParts } from './parts.ts'
import { policyOf } from './policy-of.ts'
import { problems } from './problems.ts'
import { subscribe } from './push-subscription.ts'
import { pairedOf, requireDevice } from './require-device.ts'
import {
  ChallengeParams,
  ChallengesAnswer,
  DeviceAnswer,
  PairAnswer,
  PairBody,
  PushBody,
  ReportedAnswer,
} from './schemas.ts'
import { sealChallenges } from './seal-challenges.ts'
import { watchApp } from './watch-app.ts'

const tags = ['devices']

/** What the app on a phone does: with a pairing code once, then with the token that it got for it. */
export const deviceRoutes: FastifyPluginAsyncTypebox<{ parts: DeviceParts }> = async (
  app,
  { parts },
) => {
  app.post(
    '/device/pair',
    {
      schema: {
        tags,
        summary: 'Pair this device, with a pairing code',
        body: PairBody,
        response: { 201: PairAnswer },
      },
    },
    async (request, reply) => {
      const { pairingCode: typed, name } = request.body
      const publicKey = parseDeviceKey(request.body.publicKey)
      if (!publicKey)
        throw generalProblems.bodyInvalid({
          errors: [{ pointer: '#/publicKey', detail: 'must be a point on P-256' }],
        })
      const result = await pairApp(parts, { typed, name, publicKey, ip: request.ip })
      if (result.outcome !== 'paired') throw notPaired(reply, result)
      const { token, factor, policy } = result
      reply.code(201)
      return { token, factorId: factor.id, ...siteOf(parts, policy) }
    },
  )
  await app.register(pairedRoutes, { parts })
}

const pairedRoutes: FastifyPluginAsyncTypebox<{ parts: DeviceParts }> = async (app, { parts }) => {
  const { store, keyring } = parts.challenges
  requireDevice(app, parts)

  app.get(
    '/device',
    {
      schema: { tags, summary: 'Read how this device is paired', response: { 200: DeviceAnswer } },
    },
    async (request) => {
      const { device, factor } = pairedOf(request)
      const state = factor.state === 'pending' ? ('pending' as const) : ('confirmed' as const)
      const about = { factorId: factor.id, name: factor.shown, state }
      const policy = await policyOf(store, factor.tenantId)
      return { ...about, ...siteOf(parts, policy), pushes: device.pushSealed !== null }
    },
  )

  app.delete(
    '/device',
    { schema: { tags, summary: 'Unpair this device', response: { 204: {} } } },
    async (request, reply) => {
      await leave(parts, pairedOf(request))
      return reply.code(204).send()
    },
  )

  app.get(
    '/device/challenges',
    {
      schema: {
        tags,
        summary: 'Read what is open by this device, sealed to it',
        response: { 200: ChallengesAnswer },
      },
    },
    async (request) => {
      const { device, factor } = pairedOf(request)
      const open = await findForApp(parts.challenges, { ...factor, factorId: factor.id })
      return sealChallenges(device, await policyOf(store, factor.tenantId), open)
    },
  )

  app.get(
    '/device/events',
    {
      schema: {
        tags,
        summary: 'Follow what is open as server-sent events named `challenges`',
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      watchApp(parts, pairedOf(request), { request, reply })
      return reply
    },
  )

  app.post(
    '/device/challenges/:id/report',
    {
      schema: {
        tags,
        summary: 'Say that this login was not by the user',
        params: ChallengeParams,
        response: { 200: ReportedAnswer },
      },
    },
    async (request) => {
      const { id } = request.params
      const result = await reportChallenge(parts.challenges, pairedOf(request).factor, id)
      if (result.outcome === 'unknown') throw generalProblems.notFound()
      if (result.outcome === 'closed')
        throw challengeProblems.challengeClosed({ challengeStatus: result.challenge.status })
      parts.notices.wake()
      return { id, status: 'reported' as const }
    },
  )

  app.put(
    '/device/push',
    {
      schema: {
        tags,
        summary: 'Say where to push to, so that the app hears of a code while it is closed',
        body: PushBody,
        response: { 204: {} },
      },
    },
    async (request, reply) => {
      await subscribe(parts, pairedOf(request).device, request.body)
      return reply.code(204).send()
    },
  )

  app.delete(
    '/device/push',
    { schema: { tags, summary: 'Push nothing any more', response: { 204: {} } } },
    async (request, reply) => {
      await setPush(store, { device: pairedOf(request).device, subscription: null }, keyring)
      return reply.code(204).send()
    },
  )
}

function siteOf(
  { vapidPublicKey }: DeviceParts,
  { siteName, appName }: { siteName: string; appName: string },
) {
  return { tenant: { siteName, appName }, vapidPublicKey }
}

function notPaired(
  reply: FastifyReply,
  result: Exclude<PairResult, { outcome: 'paired' }>,
): Problem {
  if (result.outcome === 'code-wrong') {
    reply.headers(rateLimitHeaders(result.standings))
    return problems.pairingCodeWrong()
  }
  if (result.outcome === 'too-often') {
    reply.headers(rateLimitHeaders(result.standings))
    return problems.pairingTooOften({ retryAfterSeconds: retryAfterSeconds(result.refusedBy) })
  }
  return refused(reply, result)
}
