import { type E164, maskNumber } from '../calls/index.ts'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store, Tables } from '../store/index.ts'
import {
  type Factor,
  type FactorMethod,
  PENDING_MS,
  positions,
  secretPurpose,
  toFactor,
} from './factor.ts'
import { type By, recordFactors } from './factor-event.ts'
import { lockFactors } from './factor-store.ts'
import type { UserKey } from './user.ts'
import { lockUser } from './user-store.ts'

/** Several people may share a login (each with a phone); without an end, each could add for ever. */
export const mostFactors = { ofUser: 10, ofMethod: 5 }

export type NewFactor = UserKey & {
  readonly label?: string
  readonly by?: By
} & (
    | { readonly method: 'voice'; readonly number: E164; readonly numberSubject: string }
    | { readonly method: 'totp'; readonly secret: string }
    | { readonly method: 'app' }
  )

export type AddResult =
  | { readonly outcome: 'added'; readonly factor: Factor }
  | { readonly outcome: 'user-unknown' }
  /** The user proves logins by this number already: the same phone twice is no second factor. */
  | { readonly outcome: 'number-known'; readonly factorId: string }
  | { readonly outcome: 'too-many'; readonly of: 'user' | FactorMethod; readonly most: number }

interface Means {
  readonly keyring: Keyring
  readonly now: number
}

/**
 * Adds a factor that counts for nothing until it is confirmed. One that was begun and left takes no
 * place: it makes way for a newer one. Within a transaction; the locks keep the count exact.
 * Held by `test/integration/factors-store.test.ts`.
 */
export async function insertPendingFactor(
  within: Store,
  wanted: NewFactor,
  { keyring, now }: Means,
): Promise<AddResult> {
  const user = await lockUser(within, wanted, keyring)
  if (!user) return { outcome: 'user-unknown' }
  const { tenantId, userId } = wanted
  const others = await lockFactors(within, { tenantId, userId, now })
  const place = findPlace(others, wanted)
  if ('outcome' in place) return place
  const row = toRow(wanted, { keyring, now })
  const factor = toFactor(row, now)
  await dropLeft(within, place.left, now)
  await within.insertInto('factors').values(row).execute()
  await recordFactors(within, 'factor.added', { factors: [factor], now, by: wanted.by })
  return { outcome: 'added', factor }
}

type Place = { readonly left: readonly Factor[] } | Exclude<AddResult, { outcome: 'added' }>

/** Which pending factors make way for this one; or why it cannot be added. */
function findPlace(all: readonly Factor[], wanted: NewFactor): Place {
  const twins = all.filter((factor) => isTwin(factor, wanted))
  const known = twins.find(({ state }) => state === 'confirmed')
  if (known) return { outcome: 'number-known', factorId: known.id }

  const begunAgain = twins.filter(({ state }) => state === 'pending')
  const others = without(begunAgain, all).filter(({ method }) => method !== 'recovery')
  const alike = others.filter(({ method }) => method === wanted.method)
  const ofMethod = makeWay(alike, mostFactors.ofMethod)
  if (!ofMethod) return { outcome: 'too-many', of: wanted.method, most: mostFactors.ofMethod }
  const ofUser = makeWay(without(ofMethod, others), mostFactors.ofUser)
  if (!ofUser) return { outcome: 'too-many', of: 'user', most: mostFactors.ofUser }
  return { left: [...begunAgain, ...ofMethod, ...ofUser] }
}

const without = (some: readonly Factor[], all: readonly Factor[]) =>
  all.filter((factor) => !some.includes(factor))

function isTwin({ method, numberSubject }: Factor, wanted: NewFactor) {
  return wanted.method === 'voice' && method === 'voice' && numberSubject === wanted.numberSubject
}

/** The oldest pending ones that have to go so that one more fits; null when that is not enough. */
function makeWay(factors: readonly Factor[], most: number): readonly Factor[] | null {
  const surplus = factors.length + 1 - most
  if (surplus <= 0) return []
  const pending = factors.filter(({ state }) => state === 'pending')
  return pending.length < surplus ? null : pending.slice(0, surplus)
}

async function dropLeft(within: Store, left: readonly Factor[], now: number) {
  if (left.length === 0) return
  const ids = left.map(({ id }) => id)
  await within.deleteFrom('factors').where('id', 'in', ids).execute()
  await recordFactors(within, 'factor.expired', { factors: left, now })
}

function toRow(wanted: NewFactor, { keyring, now }: Means): Tables['factors'] {
  const { tenantId, userId, method, label = '' } = wanted
  const id = newId('fa')
  const secret = secretOf(wanted)
  return {
    ...{ id, tenant_id: tenantId, user_id: userId, method, label },
    position: positions.pending,
    shown: wanted.method === 'voice' ? maskNumber(wanted.number) : '',
    number_subject: wanted.method === 'voice' ? wanted.numberSubject : null,
    secret_sealed: secret && keyring.seal(secret, secretPurpose({ tenantId, userId, id })),
    ...{ last_step: null, wrong_in_a_row: 0, created_at: now, expires_at: now + PENDING_MS },
    ...{ confirmed_at: null, disabled_at: null, held_until: null },
  }
}

function secretOf(wanted: NewFactor): string | null {
  if (wanted.method === 'voice') return wanted.number
  return wanted.method === 'totp' ? wanted.secret : null
}
