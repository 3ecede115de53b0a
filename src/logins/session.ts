import { createHash, randomBytes } from 'node:crypto'
import type { PasswordDates } from '../accounts/index.ts'
import type { Tables } from '../store/index.ts'
import { mustChange } from './login.ts'

/** Where people log in: one rule and one session for all. */
export const places = ['panel', 'webcalls'] as const
export type Place = (typeof places)[number]

/** How far: the password was right, or the second factor was too. */
export type Stage = 'password' | 'verified'

/** One browser of one user. Its token is known to that browser alone. */
export interface Session {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly stage: Stage
  readonly place: Place
  /** The round of proof that this browser began last. */
  readonly challengeId: string | null
  /** A new password comes before everything else. */
  readonly mustChange: boolean
  /** The user put off setting up a second factor, in this session. */
  readonly skippedSetUp: boolean
  /** Such as `Firefox, Windows`. */
  readonly agent: string
  /** Keyed hash of the address. */
  readonly ip: string | null
  readonly createdAt: number
  readonly seenAt: number
  readonly verifiedAt: number | null
  readonly expiresAt: number
  /** Of the token that it was found by: an act with one that was replaced changes nothing. */
  readonly tokenDigest: string
}

/** Whose it is, for acts that need no more. */
export type SessionKey = Pick<Session, 'id' | 'tenantId' | 'userId'>

const MINUTE_MS = 60_000
export const LONGEST_MS = 12 * 60 * MINUTE_MS
/** Whoever does nothing for as long is gone; before the second factor that is sooner. */
export const IDLE_MS: Readonly<Record<Stage, number>> = {
  password: 15 * MINUTE_MS,
  verified: 30 * MINUTE_MS,
}

/** 256 random bits; what is stored of it is useless to who reads the database. */
export function drawToken() {
  const token = randomBytes(32).toString('base64url')
  return { token, digest: tokenDigest(token) }
}

export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

type SessionRow = Tables['sessions']
type PasswordColumns = Pick<Tables['logins'], 'password_set_at' | 'must_change_at'>

/** The password as it is now; null where the user has no login (any more). */
export interface PasswordNow {
  readonly login: PasswordColumns | null
  readonly policy: PasswordDates
  readonly now: number
}

export function toSession(row: SessionRow, { login, policy, now }: PasswordNow): Session {
  const state = login && {
    passwordSetAt: login.password_set_at,
    mustChangeAt: login.must_change_at,
  }
  return {
    ...{ id: row.id, tenantId: row.tenant_id, userId: row.user_id },
    ...{ stage: row.stage as Stage, place: row.place as Place, challengeId: row.challenge_id },
    mustChange: state !== null && mustChange(state, policy, now),
    skippedSetUp: row.skipped_at !== null,
    ...{ agent: row.agent, ip: row.ip, createdAt: row.created_at, seenAt: row.seen_at },
    ...{ verifiedAt: row.verified_at, expiresAt: row.expires_at, tokenDigest: row.token_digest },
  }
}
