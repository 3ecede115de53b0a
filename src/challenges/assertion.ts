import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import { keepFirst, purposeOf, type Store } from '../store/index.ts'

const KEY_NAME = 'assertion-signing-1'
/** As long as a panel may take to trade it for a session. */
const LIFE_SECONDS = 5 * 60

export interface Assertion {
  /** The user, or the challenge where only a number was proved. */
  readonly subject: string
  readonly tenantId: string
  /** RFC 8176: how it was proved. */
  readonly methods: readonly string[]
  /** Epoch milliseconds. */
  readonly at: number
}

export interface AssertionSigner {
  sign(assertion: Assertion): Promise<string>
  /** What others verify with, after RFC 7517. */
  readonly keySet: { readonly keys: readonly JWK[] }
}

/** Signs with Ed25519; the key is made once, sealed in the database, the same for all instances. */
export async function openAssertionSigner(
  store: Store,
  keyring: Keyring,
  issuer: string,
): Promise<AssertionSigner> {
  const { sealed, public_jwk } = await keepFirst(store, KEY_NAME, await makeKey(keyring))
  const publicKey = JSON.parse(public_jwk ?? '{}') as JWK
  const privateKey = JSON.parse(keyring.open(sealed, purposeOf(KEY_NAME))) as JWK
  const key = await importJWK(privateKey, 'EdDSA')

  return {
    keySet: { keys: [publicKey] },
    sign: ({ subject, tenantId, methods, at }) => {
      const seconds = Math.floor(at / 1000)
      return new SignJWT({ amr: [...methods] })
        .setProtectedHeader({ alg: 'EdDSA', kid: publicKey.kid ?? '', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(tenantId)
        .setSubject(subject)
        .setJti(newId('as'))
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + LIFE_SECONDS)
        .sign(key)
    },
  }
}

async function makeKey(keyring: Keyring) {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const named = { kid: newId('sk'), use: 'sig', alg: 'EdDSA' }
  const publicJwk = { ...(await exportJWK(pair.publicKey)), ...named }
  const privateJwk = { ...(await exportJWK(pair.privateKey)), ...named }
  return {
    sealed: keyring.seal(JSON.stringify(privateJwk), purposeOf(KEY_NAME)),
    public_jwk: JSON.stringify(publicJwk),
  }
}
