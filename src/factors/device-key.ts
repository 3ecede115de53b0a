import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { CompactEncrypt, importJWK } from 'jose'

/** The public half of a key that an app made and keeps: P-256, as WebCrypto makes it everywhere. */
export interface DeviceKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/**
 * Reads a JWK from outside; null unless it is a public point on P-256. A private key is refused: it
 * left its device. What WebCrypto adds (`ext`, `key_ops`) is dropped.
 */
export function parseDeviceKey(jwk: unknown): DeviceKey | null {
  if (typeof jwk !== 'object' || jwk === null) return null
  const { kty, crv, x, y, d } = jwk as Record<string, unknown>
  if (kty !== 'EC' || crv !== 'P-256' || d !== undefined) return null
  if (!isCoordinate(x) || !isCoordinate(y)) return null
  const key = { kty, crv, x, y } as const
  return isOnCurve(key) ? key : null
}

/** 32 bytes in base64url, written in the one way there is. */
function isCoordinate(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== 43) return false
  const bytes = Buffer.from(value, 'base64url')
  return bytes.length === 32 && bytes.toString('base64url') === value
}

/** A point that is not on the curve would give away the other side's key; OpenSSL checks. */
function isOnCurve(key: DeviceKey) {
  try {
    return createPublicKey({ key: { ...key } as JsonWebKey, format: 'jwk' }).type === 'public'
  } catch {
    return false
  }
}

/**
 * Seals something for one device, which alone opens it: a compact JWE (RFC 7516), ECDH-ES with
 * A256GCM. `test/contract/device-key.test.ts` opens it as an app does, with WebCrypto alone.
 */
export async function sealToDevice(
  publicKey: DeviceKey,
  payload: Readonly<Record<string, unknown>>,
): Promise<string> {
  const key = await importJWK({ ...publicKey }, 'ECDH-ES')
  return new CompactEncrypt(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .encrypt(key)
}
