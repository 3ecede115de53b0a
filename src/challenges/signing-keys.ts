import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import { keepFirst, purposeOf, type Store } from '../store/index.ts'
import { pickPublished, type Scheduled, signsFrom } from './key-schedule.ts'

/** A key as it is stored; its name ends in its number. */
export interface StoredKey extends Scheduled {
  readonly name: string
  readonly number: number
  readonly sealed: string
  readonly publicJwk: JWK
}

const PREFIX = 'assertion-signing-'

/** From the oldest to the newest. */
export async function readSigningKeys(store: Store): Promise<StoredKey[]> {
  const rows = await store
    .selectFrom('data_keys')
    .selectAll()
    .where('name', 'like', `${PREFIX}%`)
    .execute()
  const keys = rows.map(({ name, sealed, public_jwk, created_at }) => ({
    ...{ name, sealed, createdAt: created_at },
    number: Number(name.slice(PREFIX.length)),
    publicJwk: JSON.parse(public_jwk ?? '{}') as JWK,
  }))
  return keys.sort((a, b) => a.number - b.number)
}

/** Made once, whichever instances are first. */
export async function makeFirstKey(store: Store, keyring: Keyring, now: number) {
  const { length } = await readSigningKeys(store)
  if (length === 0) await makeKey({ store, keyring }, 1, now)
}

export type Rotation =
  | { readonly outcome: 'rotated'; readonly kid: string; readonly signsFrom: number }
  /** A key that was made before does not sign yet. */
  | { readonly outcome: 'under-way'; readonly signsFrom: number }

/**
 * Publishes a new key, which signs when everybody knows it, and destroys those that are good for
 * nothing any more. Safe beside running instances: they follow by themselves.
 */
export async function rotateSigningKey(
  store: Store,
  keyring: Keyring,
  now: number,
): Promise<Rotation> {
  const keys = await readSigningKeys(store)
  const newest = keys.at(-1)
  if (keys.length > 1 && newest && signsFrom(newest) > now)
    return { outcome: 'under-way', signsFrom: signsFrom(newest) }
  const kid = await makeKey({ store, keyring }, (newest?.number ?? 0) + 1, now)
  const published = new Set(pickPublished(keys, now))
  const over = keys.filter((key) => !published.has(key)).map(({ name }) => name)
  if (over.length > 0) await store.deleteFrom('data_keys').where('name', 'in', over).execute()
  return { outcome: 'rotated', kid, signsFrom: signsFrom({ createdAt: now }) }
}

interface Within {
  readonly store: Store
  readonly keyring: Keyring
}

async function makeKey({ store, keyring }: Within, number: number, now: number) {
  const name = `${PREFIX}${number}`
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const named = { kid: newId('sk'), use: 'sig', alg: 'EdDSA' }
  const publicJwk = { ...(await exportJWK(pair.publicKey)), ...named }
  const privateJwk = { ...(await exportJWK(pair.privateKey)), ...named }
  const kept = await keepFirst(store, name, {
    sealed: keyring.seal(JSON.stringify(privateJwk), purposeOf(name)),
    public_jwk: JSON.stringify(publicJwk),
    created_at: now,
  })
  return (JSON.parse(kept.public_jwk ?? '{}') as JWK).kid ?? ''
}
