import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { callerOf } from '../accounts/index.ts'
import { cancelByToken } from './cancel-reset.ts'
import { redeemEntry } from './entry.ts'
import type { HelpdeskParts } from './parts.ts'
import { problems } from './problems.ts'
import { helpRefused } from './refused.ts'
import { CancelBody, CancelledAnswer, EntryAnswer, EntryBody } from './schemas.ts'

const tags = ['users']

/** What users do with the links that they were mailed; for the panel, which opens them. */
export const entryRoutes: FastifyPluginAsyncTypebox<{ parts: HelpdeskParts }> = async (
  app,
  { parts },
) => {
  app.post(
    '/entries/redeem',
    {
      schema: {
        tags,
        summary: 'Let a user back in after a reset, once, to set up a first factor',
        body: EntryBody,
        response: { 200: EntryAnswer },
      },
    },
    async (request) => {
      const result = await redeemEntry(parts, callerOf(request), request.body.token)
      if (result.outcome !== 'redeemed') throw problems.entryClosed()
      return { userId: result.userId, purpose: 'set-up' as const }
    },
  )

  app.post(
    '/resets/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel a reset by the link that its user was mailed',
        body: CancelBody,
        response: { 200: CancelledAnswer },
      },
    },
    async (request) => {
      const result = await cancelByToken(parts, callerOf(request), request.body.token)
      if (result.outcome !== 'cancelled') throw helpRefused(result)
      return { userId: result.reset.userId, status: 'cancelled' as const }
    },
  )
}
