import type { Keyring } from '../platform/keyring.ts'
import type { Tables } from '../store/index.ts'
import type { UserKey } from './user.ts'

export const factorMethods = ['voice', 'app', 'totp', 'recovery'] as const
/** A set of recovery codes is one factor: a way back in, never the primary. */
export type FactorMethod = (typeof factorMethods)[number]

export const factorStates = ['pending', 'confirmed', 'disabled'] as const
export type FactorState = (typeof factorStates)[number]

/** How long somebody has to confirm what they add. */
export const PENDING_MS = 15 * 60_000

/** Where factors stand that nobody asks for by themselves: behind all that are confirmed. */
export const positions = { first: 0, pending: 1_000_000_000, recovery: 2_000_000_000 }

/** One enrolled method of a user. */
export interface Factor extends UserKey {
  readonly id: string
  readonly method: FactorMethod
  readonly state: FactorState
  /** What its user calls it; may be empty. */
  readonly label: string
  /** What a page may show of it: a masked number, the name of a device. */
  readonly shown: string
  readonly numberSubject: string | null
  /** A number or a TOTP secret, for `openSecret`. */
  readonly secretSealed: string | null
  readonly wrongInARow: number
  readonly createdAt: number
  /** When it vanishes if it is still pending. */
  readonly expiresAt: number
  readonly confirmedAt: number | null
  readonly disabledAt: number | null
  /** Until then it proves logins, but no change to the factors; null when it is not held (any more). */
  readonly heldUntil: number | null
}

export function toFactor(row: Tables['factors'], now: number): Factor {
  const isHeld = row.held_until !== null && row.held_until > now
  return {
    id: row.id,
    tenantId: row.tenant_id,
    userId: row.user_id,
    method: row.method as FactorMethod,
    state: stateOf(row),
    label: row.label,
    shown: row.shown,
    numberSubject: row.number_subject,
    secretSealed: row.secret_sealed,
    wrongInARow: row.wrong_in_a_row,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    confirmedAt: row.confirmed_at,
    disabledAt: row.disabled_at,
    heldUntil: isHeld ? row.held_until : null,
  }
}

function stateOf({ disabled_at, confirmed_at }: Tables['factors']): FactorState {
  if (disabled_at !== null) return 'disabled'
  return confirmed_at === null ? 'pending' : 'confirmed'
}

/** The one that a login begins with, of a user's factors in their order. */
export function primaryOf(factors: readonly Factor[]): Factor | null {
  return factors.find((factor) => factor.state === 'confirmed' && mayLead(factor)) ?? null
}

export function mayLead({ method }: Pick<Factor, 'method'>) {
  return method !== 'recovery'
}

type Bound = UserKey & { readonly id: string }

export const secretPurpose = ({ tenantId, userId, id }: Bound) =>
  `tenant:${tenantId}:user:${userId}:factor:${id}:secret`

export const pushPurpose = ({ tenantId, userId, id }: Bound) =>
  `tenant:${tenantId}:user:${userId}:factor:${id}:push`

/** The number of a `voice` factor in E.164, or the secret of a `totp` factor in base32. */
export function openSecret(keyring: Keyring, factor: Factor): string {
  if (factor.secretSealed === null)
    throw new Error(`A factor of kind ${factor.method} has no secret`)
  return keyring.open(factor.secretSealed, secretPurpose(factor))
}
