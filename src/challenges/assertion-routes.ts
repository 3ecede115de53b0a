import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { callerOf } from '../accounts/index.ts'
import type { ChallengeParts } from './parts.ts'
import { problems } from './problems.ts'
import { redeemAssertion } from './redeem-assertion.ts'

const RedeemBody = Type.Object(
  {
    assertion: Type.String({
      maxLength: 4096,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'What `verify` answered with.',
      examples: ['eyJhbGciOiJFZERTQSIsImtpZCI6InNrXzhiIn0.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl'],
    }),
  },
  { additionalProperties: false },
)

const RedeemedAnswer = Type.Object(
  {
    subject: Type.String({
      description: 'The user; the id of the challenge where only a number was proved.',
    }),
    methods: Type.Array(Type.String(), { description: 'How it was proved, as RFC 8176 names it.' }),
    factorId: Type.Union([Type.String(), Type.Null()], {
      description: 'The factor that proved it; null for a bare number.',
    }),
    issuedAt: Type.String({ format: 'date-time', description: 'When it was proved.' }),
    expiresAt: Type.String({ format: 'date-time', description: 'When it would have expired.' }),
  },
  { description: 'What an assertion says, to whoever brought it first.' },
)

export const assertionRoutes: FastifyPluginAsyncTypebox<{ parts: ChallengeParts }> = async (
  app,
  { parts },
) => {
  app.post(
    '/assertions/redeem',
    {
      schema: {
        tags: ['challenges'],
        summary: 'Take an assertion, once',
        body: RedeemBody,
        response: { 200: RedeemedAnswer },
      },
    },
    async (request) => {
      const result = await redeemAssertion(parts, callerOf(request), request.body.assertion)
      if (result.outcome !== 'redeemed')
        throw result.outcome === 'used' ? problems.assertionUsed() : problems.assertionInvalid()
      const { subject, methods, factorId, issuedAt, expiresAt } = result.claims
      return {
        ...{ subject, methods: [...methods], factorId },
        issuedAt: new Date(issuedAt).toISOString(),
        expiresAt: new Date(expiresAt).toISOString(),
      }
    },
  )
}
