import { type CryptoKey, errors, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { type Clock, systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Log } from '../platform/log.ts'
import { purposeOf, type Store } from '../store/index.ts'
import {
  ASSERTION_LIFE_MS,
  KEYS_READ_EVERY_MS,
  pickPublished,
  pickSigning,
  type Scheduled,
} from './key-schedule.ts'
import { makeFirstKey, readSigningKeys, type StoredKey } from './signing-keys.ts'

/** How far ahead of ours the clock of the instance that signed may be. */
const CLOCKS_DIFFER_MS = 5000

export interface Assertion {
  /** The user, or the challenge where only a number was proved. */
  readonly subject: string
  readonly tenantId: string
  /** RFC 8176: how it was proved. */
  readonly methods: readonly string[]
  /** The factor that proved it; none for a bare number. */
  readonly factorId?: string | null | undefined
  /** Epoch milliseconds. */
  readonly at: number
}

/** What an assertion of ours says. */
export interface AssertionClaims {
  readonly subject: string
  readonly methods: readonly string[]
  readonly factorId: string | null
  /** Its own id, for whoever takes each once. */
  readonly jti: string
  /** Epoch milliseconds, whole seconds. */
  readonly issuedAt: number
  readonly expiresAt: number
}

export interface AssertionSigner {
  sign(assertion: Assertion): Promise<string>
  /** Null unless it is ours, for this tenant, and not older than an assertion lives. */
  verifyAssertion(
    jwt: string,
    expected: { readonly tenantId: string; readonly now: number },
  ): Promise<AssertionClaims | null>
  /** What others verify with, after RFC 7517. */
  readonly keySet: { readonly keys: readonly JWK[] }
  /** Reads again which keys there are. */
  refresh(): Promise<void>
  close(): void
}

interface Options {
  readonly clock?: Clock
  readonly log?: Log
}

/** Signs with Ed25519, by keys that lie sealed in the database and are the same for all instances. */
export async function openAssertionSigner(
  store: Store,
  keyring: Keyring,
  issuer: string,
  { clock = systemClock, log }: Options = {},
): Promise<AssertionSigner> {
  await makeFirstKey(store, keyring, clock.now())
  let keys = await loadKeys(store, keyring, [])

  const refresh = async () => {
    try {
      keys = await loadKeys(store, keyring, keys)
    } catch (error) {
      // What it has is good for longer than it takes to notice this.
      log?.warn({ error: (error as Error).message }, 'signing keys could not be read')
    }
  }
  const close = clock.every(KEYS_READ_EVERY_MS, () => void refresh())

  return {
    get keySet() {
      return { keys: pickPublished(keys, clock.now()).map(({ publicJwk }) => publicJwk) }
    },
    sign: (assertion) => sign(pickSigning(keys, assertion.at), issuer, assertion),
    verifyAssertion: (jwt, { tenantId, now }) =>
      verify(jwt, { keys: pickPublished(keys, now), issuer, tenantId, now }),
    ...{ refresh, close },
  }
}

interface LoadedKey extends Scheduled {
  readonly kid: string
  readonly publicJwk: JWK
  readonly privateKey: CryptoKey | Uint8Array
  readonly publicKey: CryptoKey | Uint8Array
}

/** Opened and imported once: `known` are those that have been. */
async function loadKeys(store: Store, keyring: Keyring, known: readonly LoadedKey[]) {
  const stored = await readSigningKeys(store)
  return Promise.all(
    stored.map((key) => known.find(({ kid }) => kid === key.publicJwk.kid) ?? load(keyring, key)),
  )
}

async function load(keyring: Keyring, { name, sealed, ...key }: StoredKey): Promise<LoadedKey> {
  const privateJwk = JSON.parse(keyring.open(sealed, purposeOf(name))) as JWK
  return {
    createdAt: key.createdAt,
    kid: key.publicJwk.kid ?? '',
    publicJwk: key.publicJwk,
    privateKey: await importJWK(privateJwk, 'EdDSA'),
    publicKey: await importJWK(key.publicJwk, 'EdDSA'),
  }
}

function sign({ kid, privateKey }: LoadedKey, issuer: string, assertion: Assertion) {
  const { subject, tenantId, methods, factorId, at } = assertion
  const seconds = Math.floor(at / 1000)
  return new SignJWT({ amr: [...methods], ...(factorId && { factor: factorId }) })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(tenantId)
    .setSubject(subject)
    .setJti(newId('as'))
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ASSERTION_LIFE_MS / 1000)
    .sign(privateKey)
}

interface Expected {
  readonly keys: readonly LoadedKey[]
  readonly issuer: string
  readonly tenantId: string
  readonly now: number
}

async function verify(jwt: string, { keys, issuer, tenantId, now }: Expected) {
  const keyOf = ({ kid }: { kid?: string }) => {
    const key = keys.find((one) => one.kid === kid)
    if (!key) throw new errors.JWKSNoMatchingKey()
    return key.publicKey
  }
  const verified = await jwtVerify<{ amr: string[]; factor?: string }>(jwt, keyOf, {
    ...{ issuer, audience: tenantId, algorithms: ['EdDSA'], typ: 'JWT' },
    requiredClaims: ['sub', 'jti', 'iat', 'exp', 'amr'],
    currentDate: new Date(now),
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError) return null
    throw error
  })
  if (!verified) return null
  const { sub = '', jti = '', iat = 0, exp = 0, amr, factor } = verified.payload
  if (iat * 1000 > now + CLOCKS_DIFFER_MS) return null
  const times = { issuedAt: iat * 1000, expiresAt: exp * 1000 }
  return { subject: sub, methods: amr, factorId: factor ?? null, jti, ...times }
}
