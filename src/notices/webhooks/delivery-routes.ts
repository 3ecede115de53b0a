import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { callerOf } from '../../accounts/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { findDelivery, listDeliveries, replay } from '../outbox.ts'
import { type NoticeParts, QUEUED } from '../parts.ts'
import { readCursor, toCursor } from './cursor.ts'
import { problems } from './problems.ts'
import { DeliveriesQuery, DeliveryAnswer, DeliveryListAnswer, DeliveryParams } from './schemas.ts'
import { toDeliveryAnswer } from './to-answer.ts'

const tags = ['webhooks']
const LIMIT = 50

/** What became of what was to be told. */
export const deliveryRoutes: FastifyPluginAsyncTypebox<{ parts: NoticeParts }> = async (
  app,
  { parts },
) => {
  app.get(
    '/webhooks/deliveries',
    {
      schema: {
        tags,
        summary: 'List deliveries, the newest first',
        querystring: DeliveriesQuery,
        response: { 200: DeliveryListAnswer },
      },
    },
    async (request) => {
      const { status, channel, cursor, limit: wanted } = request.query
      const limit = wanted === undefined ? LIMIT : Number(wanted)
      const rows = await listDeliveries(parts.store, {
        ...{ tenantId: callerOf(request).tenantId, status, channel },
        after: cursor === undefined ? null : placeOf(cursor),
        limit: limit + 1,
      })
      const deliveries = rows.slice(0, limit)
      const last = rows.length > limit ? deliveries.at(-1) : undefined
      return { deliveries: deliveries.map(toDeliveryAnswer), next: last ? toCursor(last) : null }
    },
  )

  app.post(
    '/webhooks/deliveries/:id/replay',
    {
      schema: {
        tags,
        summary: 'Try a dead delivery again, from the first attempt on',
        params: DeliveryParams,
        response: { 202: DeliveryAnswer },
      },
    },
    async (request, reply) => {
      const { tenantId, keyId } = callerOf(request)
      const name = { tenantId, id: request.params.id }
      const replayed = await replay(parts.store, name, { by: keyId, at: parts.clock.now() })
      if (!replayed) throw await refusal(name)
      parts.signals.publish(QUEUED)
      return reply.code(202).send(toDeliveryAnswer(replayed))
    },
  )

  async function refusal(name: { tenantId: string; id: string }) {
    const row = await findDelivery(parts.store, name)
    return row
      ? problems.deliveryNotDead({ deliveryStatus: row.status })
      : generalProblems.notFound()
  }
}

function placeOf(cursor: string) {
  const place = readCursor(cursor)
  if (place) return place
  throw generalProblems.requestInvalid({
    errors: [{ parameter: 'cursor', detail: 'must be `next` of a page' }],
  })
}
