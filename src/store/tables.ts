import type { Generated } from 'kysely'
import type { GuardTables } from './guard-tables.ts'
import type { LimitSetRow, LimitTrialRow } from './limit-tables.ts'
import type { LoginTables } from './login-tables.ts'
import type { NoticeTables } from './notice-tables.ts'
import type { OperatorTables } from './operator-tables.ts'
import type { UserTables } from './user-tables.ts'

/**
 * What the database holds. Ids and digests are text, times are epoch milliseconds in integers, and
 * yes or no is a time or null: portable between SQLite and PostgreSQL. A column named `…Sealed` is
 * AES-256-GCM bound to its row (`platform/keyring.ts`); nothing else holds a number, a code or a key.
 */
export interface Tables extends UserTables, NoticeTables, LoginTables, GuardTables, OperatorTables {
  data_keys: DataKeyRow
  tenants: TenantRow
  api_keys: ApiKeyRow
  challenges: ChallengeRow
  calls: CallRow
  stops: StopRow
  limit_sets: LimitSetRow
  limit_trials: LimitTrialRow
  audit_events: AuditEventRow
  audit_chains: AuditChainRow
  idempotency_keys: IdempotencyKeyRow
}

export interface DataKeyRow {
  name: string
  sealed: string
  /** The public half as a JWK, where there is one. */
  public_jwk: string | null
  created_at: number
}

export interface TenantRow {
  id: string
  name: string
  /** JSON; read by `accounts/policy.ts`. */
  policy: string
  created_at: number
  /** 1: it runs the service, and sets the limits for all. */
  is_operator: Generated<number>
}

export interface ApiKeyRow {
  id: string
  tenant_id: string
  label: string
  digest: string
  /** Separated by spaces. */
  scopes: string
  created_at: number
  revoked_at: number | null
}

export interface ChallengeRow {
  id: string
  tenant_id: string
  /** `login`, or `enrol` while it confirms a factor. */
  purpose: string
  /** Null for a bare number, as is the factor. */
  user_id: string | null
  factor_id: string | null
  /** Keyed hashes; for a bare number both are `number_subject`. */
  user_subject: string
  factor_subject: string
  status: string
  method: string
  to_sealed: string
  to_masked: string
  number_subject: string
  /** JSON: keyed hashes of the end user's address, or null. */
  ip_subjects: string
  /** Where the login came from, for the user's app; gone when the challenge closes. */
  context_sealed: string | null
  locale: string
  gate: string
  code_length: number
  code_digest: string | null
  code_sealed: string | null
  attempts_left: number
  calls_made: number
  last_call_at: number
  created_at: number
  expires_at: number
  closed_at: number | null
  /** The act that changed it last, by an id of its own: what follows from the act asks for it. */
  changed_by: string | null
  /** JSON: what the limits are told of its number; null where it has none. */
  facts: string | null
}

export interface CallRow {
  id: string
  tenant_id: string
  /** What the call is made for, in its owner's words; a challenge's id. */
  made_for: string
  number_subject: string
  to_sealed: string
  locale: string
  gate: string
  gate_sealed: string
  status: string
  /** How far `status` is: an update may only raise it. */
  progress: number
  /** Why it ended, when the status alone does not tell. */
  reason: string | null
  carrier: string | null
  carrier_call_id: string | null
  sip_status: number | null
  talked_seconds: number | null
  created_at: number
  /** Never dialled and never spoken after this moment. */
  not_after: number
  /** Until when one worker alone may act on it. */
  lease_until: number
  placed_at: number | null
  hang_up_at: number | null
  ended_at: number | null
  /** As in a challenge. */
  changed_by: string | null
  /** Keyed hash of the number without its last four digits. */
  prefix_subject: string | null
  country: string | null
  /** What it costs: as the price table says, then as the carrier does. Millionths of a euro. */
  price_micros: number | null
  /** When the carrier said so. */
  priced_at: number | null
  /** When the carrier is asked next; null: no more. */
  price_due_at: number | null
}

export interface StopRow {
  tenant_id: string
  number_subject: string
  reason: string
  until: number
}

/** An entry of a tenant's log. About, agent, ip and detail are its content, which can be taken away. */
export interface AuditEventRow {
  id: string
  tenant_id: string
  at: number
  kind: string
  /** The API key or the part of the service that did it; never a person. */
  actor: string | null
  /** Id of what it is about. */
  about: string
  /** Who did it, as the tenant's panel knows its helpdesk. */
  agent: string | null
  /** Keyed hash of the address that it came from. */
  ip: string | null
  /** JSON, without numbers, codes or addresses. */
  detail: string
  /** Its place in the chain; null until it is sealed. */
  seq: number | null
  /** Of the content; random, and gone with it. */
  salt: string | null
  digest: string | null
  /** Over the entry before, what stays of this one, and the digest of its content. */
  hash: string | null
  /** The event that took the content away, or `retention`. */
  erased_by: string | null
}

/** Where a tenant's log begins and ends. */
export interface AuditChainRow {
  tenant_id: string
  first_seq: number
  /** Hash of the entry before the first one that is kept. */
  first_previous: string
  last_seq: number
  last_hash: string
  /** Details of calls have been taken away up to there. */
  calls_cleared_to: number
  /** Keyed hash of beginning and end: who has the database alone cannot move them. */
  seal: string
}

export interface IdempotencyKeyRow {
  tenant_id: string
  key_digest: string
  request_digest: string
  /** Null while the first request is being worked on. */
  status: number | null
  answer_sealed: string | null
  expires_at: number
}
