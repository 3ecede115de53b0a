import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Caller, callerOf } from '../accounts/index.ts'
import { challengeProblems } from '../challenges/index.ts'
import { findUser, type User, upsertUser } from '../factors/index.ts'
import { eraseUserOf } from './erase-user.ts'
import type { EnrolmentParts } from './parts.ts'
import { toUserAnswer } from './user-answer.ts'
import { UserAnswer, UserBody, UserParams } from './user-schemas.ts'

const tags = ['users']

export const userRoutes: FastifyPluginAsyncTypebox<{ parts: EnrolmentParts }> = async (
  app,
  { parts },
) => {
  const { store, keyring, clock } = parts.challenges
  const find = async ({ tenantId }: Caller, userId: string): Promise<User> => {
    const user = await findUser(store, { tenantId, userId }, keyring)
    if (!user) throw challengeProblems.userUnknown()
    return user
  }

  app.put(
    '/users/:userId',
    {
      schema: {
        tags,
        summary: 'Tell of a user, or change what is named',
        params: UserParams,
        body: UserBody,
        response: { 200: UserAnswer },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const changes = { ...request.body, tenantId: caller.tenantId, userId: request.params.userId }
      const by = { actor: caller.keyId }
      const { user } = await store
        .transaction()
        .execute((within) => upsertUser(within, changes, { keyring, now: clock.now(), by }))
      return toUserAnswer(parts, caller, user)
    },
  )

  app.get(
    '/users/:userId',
    {
      schema: {
        tags,
        summary: 'Read a user, the factors and what is still wanted',
        params: UserParams,
        response: { 200: UserAnswer },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      return toUserAnswer(parts, caller, await find(caller, request.params.userId))
    },
  )

  app.delete(
    '/users/:userId',
    {
      schema: {
        tags,
        summary: 'Erase a user: nothing of the person stays, here or in the audit log',
        params: UserParams,
        response: { 204: {} },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      await find(caller, request.params.userId)
      await eraseUserOf(parts, caller, request.params.userId)
      return reply.code(204).send()
    },
  )
}
