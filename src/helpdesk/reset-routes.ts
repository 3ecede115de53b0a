import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { callerOf } from '../accounts/index.ts'
import { UserParams } from '../enrolment/index.ts'
import { toReason } from './agent.ts'
import { approveReset } from './approve-reset.ts'
import { cancelReset } from './cancel-reset.ts'
import { completeReset } from './complete-reset.ts'
import type { HelpdeskParts } from './parts.ts'
import { helpRefused } from './refused.ts'
import { requestReset } from './request-reset.ts'
import {
  AgentBody,
  CompleteBody,
  CompletedAnswer,
  ResetAnswer,
  ResetBody,
  ResetParams,
} from './schemas.ts'
import { toWarnedAnswer } from './to-answer.ts'

const tags = ['helpdesk']

/** Taking away the factors of a user who lost them, one step after the other (F11, T26). */
export const resetRoutes: FastifyPluginAsyncTypebox<{ parts: HelpdeskParts }> = async (
  app,
  { parts },
) => {
  app.post(
    '/users/:userId/resets',
    {
      schema: {
        tags,
        summary: 'Request a reset of a user who lost their factors',
        params: UserParams,
        body: ResetBody,
        response: { 201: ResetAnswer },
      },
    },
    async (request, reply) => {
      const { agent, reason, proof } = request.body
      const asked = { ...request.params, agent, reason: toReason(reason), proof }
      const result = await requestReset(parts, callerOf(request), asked)
      if (result.outcome !== 'requested') throw helpRefused(result)
      return reply.code(201).send(await toWarnedAnswer(parts, result.reset, result.user))
    },
  )

  app.post(
    '/users/:userId/resets/:resetId/approve',
    {
      schema: {
        tags,
        summary: 'Approve a reset, as the second person',
        params: ResetParams,
        body: AgentBody,
        response: { 200: ResetAnswer },
      },
    },
    async (request) => {
      const asked = { ...request.params, ...request.body }
      const result = await approveReset(parts, callerOf(request), asked)
      if (result.outcome !== 'approved') throw helpRefused(result)
      return toWarnedAnswer(parts, result.reset, result.user)
    },
  )

  app.post(
    '/users/:userId/resets/:resetId/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel a reset',
        params: ResetParams,
        body: AgentBody,
        response: { 200: ResetAnswer },
      },
    },
    async (request) => {
      const asked = { ...request.params, ...request.body }
      const result = await cancelReset(parts, callerOf(request), asked)
      if (result.outcome !== 'cancelled') throw helpRefused(result)
      return toWarnedAnswer(parts, result.reset, result.user)
    },
  )

  app.post(
    '/users/:userId/resets/:resetId/complete',
    {
      schema: {
        tags,
        summary: 'Complete a reset that is ready: the factors go, the user gets a mail',
        params: ResetParams,
        body: CompleteBody,
        response: { 200: CompletedAnswer },
      },
    },
    async (request) => {
      const asked = { ...request.params, ...request.body }
      const result = await completeReset(parts, callerOf(request), asked)
      if (result.outcome !== 'completed') throw helpRefused(result)
      const answer = await toWarnedAnswer(parts, result.reset, result.user)
      return { ...answer, factorIds: result.lost.map(({ id }) => id) }
    },
  )
}
