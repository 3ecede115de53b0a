import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Caller, callerOf } from '../accounts/index.ts'
import { challengeProblems, toAnswer } from '../challenges/index.ts'
import type { Factor } from '../factors/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { type Added, addFactor, type FactorWish } from './add-factor.ts'
import { changeFactorOf, removeFactorOf, replaceCodesOf } from './change-factors.ts'
import { confirmFactor } from './confirm-factor.ts'
import type { EnrolmentParts } from './parts.ts'
import { changeRefused } from './refused.ts'
import { requireProof } from './require-proof.ts'
import { enrolmentOf, primaryOf, toFactorAnswer } from './user-answer.ts'
import {
  AddedAnswer,
  CodesAnswer,
  ConfirmBody,
  ConfirmedAnswer,
  FactorAnswer,
  FactorBody,
  FactorParams,
  FactorPatch,
  UserParams,
} from './user-schemas.ts'

const tags = ['factors']

export const factorRoutes: FastifyPluginAsyncTypebox<{ parts: EnrolmentParts }> = async (
  app,
  { parts },
) => {
  const show = async (caller: Caller, factor: Factor) => {
    return toFactorAnswer(parts, factor, await primaryOf(parts, caller, factor.userId))
  }

  app.post(
    '/users/:userId/factors',
    {
      schema: {
        tags,
        summary: 'Add a factor; it counts when it is confirmed',
        params: UserParams,
        body: FactorBody,
        response: { 201: AddedAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { userId } = request.params
      const wish = toWish(request.body)
      await requireProof(parts, request, userId)
      const result = await addFactor(parts, caller, { userId, wish })
      if (result.outcome !== 'added') throw changeRefused(reply, result)
      const { id } = result.factor
      const address = `/v1/users/${encodeURIComponent(userId)}/factors/${id}`
      reply.code(201).header('location', address)
      const answer = {
        factor: await show(caller, result.factor),
        ...(await setUpOf(parts, caller, result)),
      }
      parts.challenges.calls.wake()
      return answer
    },
  )

  app.post(
    '/users/:userId/factors/:factorId/confirm',
    {
      schema: {
        tags,
        summary: 'Confirm a factor by its code',
        params: FactorParams,
        body: ConfirmBody,
        response: { 200: ConfirmedAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const typed = request.body.code
      const result = await confirmFactor(parts, caller, { ...request.params, typed })
      if (result.outcome !== 'confirmed') throw changeRefused(reply, result)
      parts.notices.wake()
      const { factor, assertion } = result
      const enrolment = await enrolmentOf(parts, caller, factor.userId)
      return { factor: await show(caller, factor), enrolment, assertion }
    },
  )

  app.patch(
    '/users/:userId/factors/:factorId',
    {
      schema: {
        tags,
        summary: 'Change the label of a factor, or make it the primary one',
        params: FactorParams,
        body: FactorPatch,
        response: { 200: FactorAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      await requireProof(parts, request, request.params.userId)
      const result = await changeFactorOf(parts, caller, { ...request.params, ...request.body })
      if (result.outcome !== 'changed') throw changeRefused(reply, result)
      return show(caller, result.factor)
    },
  )

  app.delete(
    '/users/:userId/factors/:factorId',
    {
      schema: { tags, summary: 'Remove a factor', params: FactorParams, response: { 204: {} } },
    },
    async (request, reply) => {
      await requireProof(parts, request, request.params.userId)
      const result = await removeFactorOf(parts, callerOf(request), request.params)
      if (result.outcome !== 'removed') throw changeRefused(reply, result)
      return reply.code(204).send()
    },
  )

  app.post(
    '/users/:userId/recovery-codes',
    {
      schema: {
        tags,
        summary: 'Replace the recovery codes: ten new ones, shown this once',
        params: UserParams,
        response: { 201: CodesAnswer },
      },
    },
    async (request, reply) => {
      await requireProof(parts, request, request.params.userId)
      const codes = await replaceCodesOf(parts, callerOf(request), request.params.userId)
      if (!codes) throw challengeProblems.userUnknown()
      return reply.code(201).send({ codes: [...codes] })
    },
  )
}

type Body = Pick<FactorWish, 'label'> & {
  readonly method: FactorWish['method']
  readonly number?: string
  readonly context?: { readonly ip?: string }
}

function toWish({ method, number, context, label }: Body): FactorWish {
  const named = label === undefined ? {} : { label }
  if (method === 'voice' && number !== undefined)
    return { ...named, method, number, ...(context && { context }) }
  if (method !== 'voice' && number === undefined) return { ...named, method }
  const detail = method === 'voice' ? 'is required with `voice`' : 'goes with `voice` alone'
  throw generalProblems.bodyInvalid({ errors: [{ pointer: '#/number', detail }] })
}

async function setUpOf(parts: EnrolmentParts, caller: Caller, added: Added) {
  if ('setUp' in added) return added.setUp
  const { challenge, known } = added.opened
  return { challenge: await toAnswer(parts.challenges, caller, challenge, known) }
}
