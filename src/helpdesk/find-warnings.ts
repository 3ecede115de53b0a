import type { Store } from '../store/index.ts'
import { DAY_MS } from './reset.ts'

/** What somebody better looks at before they believe a caller. The words stand in answers. */
export const warningCodes = [
  'number-changed',
  'addresses-changed',
  'role-changed',
  'recent-reset',
  'login-reported',
  'codes-exhausted',
] as const
export type WarningCode = (typeof warningCodes)[number]

export interface Warning {
  readonly code: WarningCode
  /** The last time. */
  readonly at: number
}

/** As long as a changed number is held. */
const NUMBER_MS = 3 * DAY_MS
const OTHERS_MS = 7 * DAY_MS

interface Whose {
  readonly tenantId: string
  readonly userId: string
  readonly userSubject: string
  readonly now: number
  /** The one that is being looked at. */
  readonly exceptReset?: string | undefined
}

/** What is unusual about a user these days; the newest first, each kind once. */
export async function findWarnings(store: Store, whose: Whose): Promise<Warning[]> {
  const found = [
    ...(await fromLog(store, whose)),
    ...(await fromResets(store, whose)),
    ...(await fromChallenges(store, whose)),
  ]
  const newestFirst = found.sort((one, other) => other.at - one.at)
  return newestFirst.filter(
    ({ code }, index) => newestFirst.findIndex((one) => one.code === code) === index,
  )
}

interface Logged {
  readonly kind: string
  readonly at: number
  readonly detail: string
}

async function fromLog(store: Store, { tenantId, userId, now }: Whose): Promise<Warning[]> {
  const rows: Logged[] = await store
    .selectFrom('audit_events')
    .select(['kind', 'at', 'detail'])
    .where('tenant_id', '=', tenantId)
    .where('about', '=', userId)
    .where('kind', 'in', ['user.changed', 'factor.confirmed', 'factor.removed'])
    .where('at', '>=', now - OTHERS_MS)
    .execute()
  return rows.flatMap((row) => codesOf(row, now).map((code) => ({ code, at: row.at })))
}

function codesOf({ kind, at, detail }: Logged, now: number): WarningCode[] {
  const { fields = '', method } = JSON.parse(detail) as { fields?: string; method?: string }
  const changed = kind === 'user.changed' ? fields.split(' ') : []
  const isNumber = kind !== 'user.changed' && method === 'voice' && at >= now - NUMBER_MS
  return [
    ...(isNumber ? (['number-changed'] as const) : []),
    ...(changed.includes('emails') ? (['addresses-changed'] as const) : []),
    ...(changed.includes('role') ? (['role-changed'] as const) : []),
  ]
}

async function fromResets(store: Store, whose: Whose): Promise<Warning[]> {
  const { tenantId, userId, now, exceptReset } = whose
  const rows = await store
    .selectFrom('resets')
    .select('created_at')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('created_at', '>=', now - OTHERS_MS)
    .$if(exceptReset !== undefined, (resets) => resets.where('id', '<>', exceptReset ?? ''))
    .execute()
  return rows.map(({ created_at: at }) => ({ code: 'recent-reset', at }))
}

async function fromChallenges(store: Store, whose: Whose): Promise<Warning[]> {
  const { tenantId, userId, userSubject, now } = whose
  const rows = await store
    .selectFrom('challenges')
    .select(['status', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_subject', '=', userSubject)
    .where('user_id', '=', userId)
    .where('created_at', '>=', now - OTHERS_MS)
    .where('status', 'in', ['reported', 'exhausted'])
    .execute()
  return rows.map(({ status, created_at: at }) => ({
    code: status === 'reported' ? 'login-reported' : 'codes-exhausted',
    at,
  }))
}
