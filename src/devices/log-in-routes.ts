import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { tenantAt } from '../accounts/index.ts'
import { type Refused, refused } from '../challenges/index.ts'
import { parseDeviceKey } from '../factors/index.ts'
import { loginProblems } from '../logins/index.ts'
import { generalProblems, type Problem } from '../platform/problem.ts'
import { type AppLoginResult, type LogInParts, logInApp } from './log-in.ts'
import { problems } from './problems.ts'
import { LogInBody, PairAnswer } from './schemas.ts'

/** Whose app it is, is told by the name in the address, as for the pages. */
export const logInRoutes: FastifyPluginAsyncTypebox<{ parts: LogInParts }> = async (
  app,
  { parts },
) => {
  app.post(
    '/device/log-in',
    {
      schema: {
        tags: ['devices'],
        summary: 'Pair this device, with a login name and a password',
        body: LogInBody,
        response: { 201: PairAnswer },
      },
    },
    async (request, reply) => {
      const publicKey = parseDeviceKey(request.body.publicKey)
      if (!publicKey)
        throw generalProblems.bodyInvalid({
          errors: [{ pointer: '#/publicKey', detail: 'must be a point on P-256' }],
        })
      const tenant = await tenantAt(parts.challenges.store, request.hostname)
      if (!tenant) throw generalProblems.notFound()
      const caller = { keyId: 'app', tenantId: tenant.id, policy: tenant.policy, scopes: [] }
      const login = { ...request.body, publicKey, ip: request.ip }
      const result = await logInApp(parts, caller, login)
      if (result.outcome !== 'paired') throw notPaired(reply, result)
      const { token, factor, policy } = result
      const { siteName, appName } = policy
      reply.code(201)
      return {
        token,
        factorId: factor.id,
        tenant: { siteName, appName },
        vapidPublicKey: parts.vapidPublicKey,
      }
    },
  )
}

type NotPaired = Exclude<AppLoginResult, { readonly outcome: 'paired' }>

function notPaired(reply: FastifyReply, result: NotPaired): Problem {
  switch (result.outcome) {
    case 'wrong':
      // Of a code, when attempts are told; of the password otherwise.
      return 'attemptsLeft' in result ? refused(reply, result) : loginProblems.loginWrong()
    case 'busy':
      return loginProblems.loginsBusy({ retryAfterSeconds: 2 })
    case 'limit-reached':
      return 'reference' in result
        ? refused(reply, result)
        : loginProblems.loginLimitReached({ retryAfterSeconds: result.retryAfterSeconds })
    case 'method-not-allowed':
      return problems.appNotOffered()
    case 'reset-needed':
    case 'held':
      return problems.appProofNeeded({ reason: result.outcome })
    case 'proof-needed': {
      const { id, method, toMasked: to, codeLength } = result.opened.challenge
      const asked = { challengeId: id, method, to, codeLength }
      return problems.appProofNeeded({ reason: 'missing', ...asked })
    }
    case 'too-many':
    case 'number-known':
      return problems.appTooMany()
    default:
      return refused(reply, result as Refused)
  }
}
