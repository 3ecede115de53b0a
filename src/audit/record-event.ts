import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'

/** Everything that is worth remembering. The list is closed, so that a report can name them all. */
export type AuditKind =
  | 'tenant.created'
  | 'key.created'
  | 'key.revoked'
  | 'challenge.opened'
  | 'challenge.refused'
  | 'challenge.resent'
  | 'challenge.switched'
  | 'challenge.code-wrong'
  | 'challenge.approved'
  | 'challenge.exhausted'
  | 'challenge.expired'
  | 'challenge.cancelled'
  | 'challenge.reported'
  | 'call.moved'
  | 'number.stopped'
  | 'calls.blocked'
  | 'limits.changed'
  | 'exemption.granted'
  | 'exemption.used'
  | 'alarm.raised'
  | 'alarm.ended'
  | 'tenant.policy-changed'
  | 'user.created'
  | 'user.changed'
  | 'user.erased'
  | 'user.extended'
  | 'factor.added'
  | 'factor.confirmed'
  | 'factor.changed'
  | 'factor.removed'
  | 'factor.disabled'
  | 'factor.expired'
  | 'recovery-codes.replaced'
  | 'device.paired'
  | 'login.reported'
  | 'login.named'
  | 'password.set'
  | 'password.right'
  | 'password.wrong'
  | 'password.change-required'
  | 'password.replaced'
  | 'password.reset-asked'
  | 'session.begun'
  | 'session.verified'
  | 'session.ended'
  | 'reset.requested'
  | 'reset.approved'
  | 'reset.cancelled'
  | 'reset.done'
  | 'reset.expired'
  | 'reset.entry-redeemed'
  | 'helpdesk.looked'
  | 'webhook.added'
  | 'webhook.changed'
  | 'webhook.removed'
  | 'notice.dead'
  | 'notice.replayed'
  | 'keys.rotated'
  | 'operator.added'
  | 'operator.removed'
  | 'operator.reset'
  | 'operator.password-wrong'
  | 'operator.password-set'
  | 'operator.code-wrong'
  | 'operator.factor-confirmed'
  | 'operator.session-begun'
  | 'operator.session-verified'
  | 'operator.session-ended'
  | 'audit.exported'
  | 'audit.erased'

export interface AuditEvent {
  readonly tenantId: string
  readonly at: number
  readonly kind: AuditKind
  /** The id of the API key, or a word for the part of the service that did it. Never a person: it stays. */
  readonly actor?: string | null | undefined
  /** Who did it, as the panel names its helpdesk. */
  readonly agent?: string | null | undefined
  /** From where: a keyed hash, never the address. */
  readonly ip?: string | null | undefined
  /** Id of what it is about. */
  readonly about: string
  /** Never a number, a code, an address or a key. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** Appends events; pass the transaction that makes them true. */
export async function recordEvents(store: Store, events: readonly AuditEvent[]) {
  if (events.length > 0) await insertEvents(store, events).execute()
}

/** The same as a statement, to be sent together with others; there must be an event. */
export function insertEvents(within: Store, events: readonly AuditEvent[]) {
  return within.insertInto('audit_events').values(events.map(toRow))
}

export function toRow({ tenantId, at, kind, about, detail = {}, ...from }: AuditEvent) {
  const { actor = null, agent = null, ip = null } = from
  const what = { about, detail: JSON.stringify(detail) }
  return { id: newId('ev'), tenant_id: tenantId, at, kind, actor, agent, ip, ...what }
}
