import { randomBytes } from 'node:crypto'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from './open-store.ts'

/**
 * A key that lives in the database, sealed: made once, the same for every instance, and unchanged
 * when `SECRET_KEYS` are rotated, so that counters and digests keyed with it stay valid.
 */
export async function dataKey(store: Store, keyring: Keyring, name: string): Promise<Buffer> {
  const made = { sealed: keyring.seal(randomBytes(32).toString('base64'), purposeOf(name)) }
  const { sealed } = await keepFirst(store, name, { ...made, public_jwk: null })
  return Buffer.from(keyring.open(sealed, purposeOf(name)), 'base64')
}

export interface MadeKey {
  readonly sealed: string
  readonly public_jwk: string | null
  readonly created_at?: number
}

/** Stores a key unless one of that name is there already, and returns the one that stays. */
export async function keepFirst(store: Store, name: string, made: MadeKey): Promise<MadeKey> {
  await store
    .insertInto('data_keys')
    .values({ name, created_at: Date.now(), ...made })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return store
    .selectFrom('data_keys')
    .select(['sealed', 'public_jwk'])
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
}

export function purposeOf(name: string) {
  return `data-key:${name}`
}
