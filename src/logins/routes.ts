import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { callerOf } from '../accounts/index.ts'
import { rateLimitHeaders } from '../limits/index.ts'
import { generalProblems, type Problem, type ProblemFactory } from '../platform/problem.ts'
import { type CheckResult, checkPassword } from './check-password.ts'
import type { LoginParts } from './parts.ts'
import { problems } from './problems.ts'
import { type PutLoginResult, putLogin } from './put-login.ts'
import { CheckAnswer, CheckBody, LoginBody, LoginParams } from './schemas.ts'

interface RouteOptions {
  readonly parts: LoginParts
  /** The problem that says so, as other routes on users do. */
  readonly userUnknown: ProblemFactory
}

const tags = ['logins']
const BUSY_RETRY_SECONDS = 1

/**
 * Not behind `honourIdempotencyKeys`: it would keep a fast hash of a body that holds a password. Held
 * by `test/security/password-at-rest.test.ts`.
 */
export const loginRoutes: FastifyPluginAsyncTypebox<RouteOptions> = async (
  app,
  { parts, userUnknown },
) => {
  app.put(
    '/users/:userId/login',
    {
      schema: {
        tags,
        summary: 'Give a user a login name, and a password',
        params: LoginParams,
        body: LoginBody,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { userId } = request.params
      const result = await putLogin(parts, callerOf(request), { userId, ...request.body })
      if (result.outcome === 'user-unknown') throw userUnknown()
      if (result.outcome !== 'put') throw notPut(result)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/logins/check',
    {
      schema: {
        tags,
        summary: 'Check a login name and a password',
        body: CheckBody,
        response: { 200: CheckAnswer },
      },
    },
    async (request, reply) => {
      const { tenantId, policy, keyId: actor } = callerOf(request)
      const { name, password, context } = request.body
      const attempt = { tenantId, policy, name, password, ip: context.ip, actor }
      const result = await checkPassword(parts, attempt)
      if (result.outcome !== 'right') throw notRight(reply, result)
      return { userId: result.userId, mustChange: result.mustChange }
    },
  )
}

function notPut(result: Exclude<PutLoginResult, { outcome: 'put' | 'user-unknown' }>): Problem {
  switch (result.outcome) {
    case 'name-invalid':
      return generalProblems.bodyInvalid({ errors: [{ pointer: '#/name', detail: 'is no name' }] })
    case 'name-taken':
      return problems.nameTaken()
    case 'refused':
      return problems.passwordRefused({ reason: result.reason })
    case 'busy':
      return problems.loginsBusy({ retryAfterSeconds: BUSY_RETRY_SECONDS })
  }
}

function notRight(
  reply: FastifyReply,
  result: Exclude<CheckResult, { outcome: 'right' }>,
): Problem {
  if ('standings' in result) reply.headers(rateLimitHeaders(result.standings))
  switch (result.outcome) {
    case 'wrong':
      return problems.loginWrong()
    case 'busy':
      return problems.loginsBusy({ retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'limit-reached': {
      const { limit, retryAfterSeconds } = result
      return problems.loginLimitReached({ limit, retryAfterSeconds })
    }
  }
}
