import { type Compilable, sql } from 'kysely'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import { type EventType, eventTypeOf } from './event-types.ts'
import type { MailContent } from './mails/render-mail.ts'
import type { Notice, PanelEvent } from './notice.ts'
import type { NoticeRow } from './outbox.ts'
import type { NoticeParts } from './parts.ts'

type EnqueueParts = Pick<NoticeParts, 'keyring' | 'mailer' | 'clock'>

/** What a mail is rendered from when it is sent. */
export interface MailPayload {
  readonly to: string
  readonly locale: string | null
  readonly content: MailContent
}

export const payloadPurpose = (messageId: string) => `notice:${messageId}:payload`

/** Puts notices in the outbox, as part of the transaction that makes them true; then `wake`. */
export async function enqueueNotices(
  parts: EnqueueParts,
  within: Store,
  notices: readonly (Notice | PanelEvent)[],
) {
  const statements = enqueueStatements(parts, within, notices)
  if (statements.length > 0) await inOneTrip(within, statements)
}

/** The same as statements, to be sent together with others. */
export function enqueueStatements(
  parts: EnqueueParts,
  within: Store,
  notices: readonly (Notice | PanelEvent)[],
): readonly Compilable[] {
  const now = parts.clock.now()
  const mails = notices.flatMap((one) => (isEvent(one) ? [] : toMails(parts, one, now)))
  const messages = notices.map((one) =>
    toMessages(parts.keyring, isEvent(one) ? one : toEvent(one)),
  )
  return [
    ...(mails.length > 0 ? [within.insertInto('notices').values(mails)] : []),
    ...messages.map((message) => insertForEndpoints(within, message, now)),
  ]
}

function isEvent(one: Notice | PanelEvent): one is PanelEvent {
  return 'type' in one
}

function toEvent({ tenantId, kind, at, user, ids }: Notice): PanelEvent {
  return { tenantId, type: eventTypeOf[kind], at, ids: { ...ids, userId: user.id } }
}

const fresh = {
  status: 'queued',
  attempts: 0,
  last_fault: null,
  ended_at: null,
}

function toMails({ keyring, mailer }: EnqueueParts, notice: Notice, now: number): NoticeRow[] {
  if (mailer === null) return []
  const { tenantId, kind, at, user, from, details } = notice
  const content: MailContent = { kind, at, details, ...(from !== undefined && { from }) }
  return [...new Set(user.emails)].map((to) => {
    const id = newId('nt')
    const payload: MailPayload = { to, locale: user.locale, content }
    return {
      ...fresh,
      id,
      message_id: id,
      tenant_id: tenantId,
      user_id: user.id,
      kind,
      channel: 'mail',
      endpoint_id: null,
      payload_sealed: keyring.seal(JSON.stringify(payload), payloadPurpose(id)),
      next_at: now,
      not_after: 'expiresAt' in notice.details ? notice.details.expiresAt : null,
      created_at: now,
    }
  })
}

interface Message {
  readonly id: string
  readonly tenantId: string
  readonly userId: string | null
  readonly type: EventType
  readonly payloadSealed: string
}

/** What every endpoint gets, byte for byte, however often it is tried. */
export function toMessages(keyring: Keyring, { tenantId, type, at, ids }: PanelEvent): Message {
  const id = newId('nt')
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: ids })
  const payloadSealed = keyring.seal(body, payloadPurpose(id))
  return { id, tenantId, userId: ids.userId ?? null, type, payloadSealed }
}

/**
 * One row for each endpoint that wants it, found by the statement itself: a tenant without endpoints
 * costs a look into an index. `only` is for one endpoint, whatever it wants.
 */
export function insertForEndpoints(within: Store, message: Message, now: number, only?: string) {
  const { id, tenantId, userId, type, payloadSealed } = message
  const text = (value: string | null) => sql<string>`cast(${value} as text)`
  const time = (value: number) => sql<number>`cast(${value} as bigint)`
  return within
    .insertInto('notices')
    .columns([
      ...(['id', 'endpoint_id', 'message_id', 'tenant_id', 'user_id', 'kind', 'channel'] as const),
      ...(['payload_sealed', 'status', 'attempts', 'next_at', 'created_at'] as const),
    ])
    .expression((select) =>
      select
        .selectFrom('webhook_endpoints')
        .select([
          // Two random ids: unique, and shorter than a name of its own that SQL would have to draw.
          sql<string>`${text(id)} || substr(id, 3)`.as('id'),
          'id as endpoint_id',
          text(id).as('message_id'),
          text(tenantId).as('tenant_id'),
          text(userId).as('user_id'),
          text(type).as('kind'),
          text('webhook').as('channel'),
          text(payloadSealed).as('payload_sealed'),
          text('queued').as('status'),
          sql<number>`0`.as('attempts'),
          time(now).as('next_at'),
          time(now).as('created_at'),
        ])
        .where('tenant_id', '=', tenantId)
        .where('disabled_at', 'is', null)
        .$if(only !== undefined, (rows) => rows.where('id', '=', only ?? ''))
        .$if(only === undefined, (rows) =>
          rows.where(({ or, eb }) =>
            or([eb('events', 'is', null), eb('events', 'like', `% ${type} %`)]),
          ),
        ),
    )
}
