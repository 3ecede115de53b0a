import type { Channel, DeliveryStatus, NoticeRow } from '../outbox.ts'
import type { Endpoint } from './endpoint.ts'
import type { WithSecret } from './endpoint-store.ts'

export function toEndpointAnswer(endpoint: Endpoint) {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events === null ? null : [...endpoint.events],
    createdAt: toTime(endpoint.createdAt),
    disabledAt: toTimeOrNull(endpoint.disabledAt),
    oldSecretUntil: toTimeOrNull(endpoint.oldSecretUntil),
  }
}

export function withSecret({ endpoint, secret }: WithSecret) {
  return { ...toEndpointAnswer(endpoint), secret }
}

export function toDeliveryAnswer(row: NoticeRow) {
  return {
    id: row.id,
    messageId: row.message_id,
    channel: row.channel as Channel,
    kind: row.kind,
    webhookId: row.endpoint_id,
    status: row.status as DeliveryStatus,
    attempts: row.attempts,
    lastFault: row.last_fault,
    createdAt: toTime(row.created_at),
    nextAttemptAt: row.status === 'queued' ? toTime(row.next_at) : null,
    endedAt: toTimeOrNull(row.ended_at),
  }
}

function toTime(at: number) {
  return new Date(at).toISOString()
}

function toTimeOrNull(at: number | null) {
  return at === null ? null : toTime(at)
}
