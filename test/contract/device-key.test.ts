import { webcrypto } from 'node:crypto'
import { expect, it } from 'vitest'
import { type DeviceKey, parseDeviceKey, sealToDevice } from '../../src/factors/index.ts'

/**
 * What the service seals to a device is opened as a page does it: with the WebCrypto of a browser and
 * nothing else. RFC 7516 (compact JWE), RFC 7518 section 4.6 (ECDH-ES, direct) and 5.3 (A256GCM).
 */

type Key = webcrypto.CryptoKey

const { subtle } = webcrypto
const curve = { name: 'ECDH', namedCurve: 'P-256' }
const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

/** As the app makes it: the private half cannot be exported, not even by the app. */
async function makeKey(): Promise<{ open: DeviceKey; secret: Key }> {
  const { publicKey, privateKey } = await subtle.generateKey(curve, false, ['deriveBits'])
  const open = parseDeviceKey(await subtle.exportKey('jwk', publicKey))
  if (!open) throw new Error('refused a key that WebCrypto made')
  return { open, secret: privateKey }
}

async function openOnDevice(jwe: string, secret: Key) {
  const [header = '', wrapped, iv = '', sealed = '', tag = ''] = jwe.split('.')
  if (wrapped !== '') throw new Error('the key is agreed on, not sent')
  const { alg, enc, epk } = JSON.parse(Buffer.from(header, 'base64url').toString())
  if (alg !== 'ECDH-ES' || enc !== 'A256GCM') throw new Error('sealed in another way')
  const theirs = await subtle.importKey('jwk', epk, curve, false, [])
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, secret, 256)
  const key = await concatKdf(new Uint8Array(shared), { algorithm: enc, bits: 256 })
  const aes = await subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  const opened = await subtle.decrypt(
    { name: 'AES-GCM', iv: bytesOf(iv), additionalData: new TextEncoder().encode(header) },
    aes,
    Buffer.concat([bytesOf(sealed), bytesOf(tag)]),
  )
  return JSON.parse(new TextDecoder().decode(opened))
}

interface Kdf {
  readonly algorithm: string
  readonly bits: number
  readonly partyU?: string
  readonly partyV?: string
}

/** One round of NIST SP 800-56A with SHA-256: enough for 256 bits. */
async function concatKdf(
  shared: Uint8Array,
  { algorithm, bits, partyU = '', partyV = '' }: Kdf,
): Promise<Uint8Array<ArrayBuffer>> {
  const uint32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const counted = [algorithm, partyU, partyV].flatMap((text) => [
    uint32(Buffer.byteLength(text)),
    Buffer.from(text),
  ])
  const input = Buffer.concat([uint32(1), shared, ...counted, uint32(bits)])
  return new Uint8Array(await subtle.digest('SHA-256', input)).slice(0, bits / 8)
}

it('derives the key of RFC 7518 appendix C', async () => {
  const shared = Uint8Array.from([
    ...[158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156],
    ...[251, 49, 110, 163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196],
  ])
  const whom = { partyU: 'Alice', partyV: 'Bob' }
  const key = await concatKdf(shared, { algorithm: 'A128GCM', bits: 128, ...whom })
  expect(Buffer.from(key).toString('base64url')).toBe('VqqN6vgjbSBcIijNcacQGg')
})

it('a device opens what is sealed to it', async () => {
  const { open, secret } = await makeKey()
  const payload = { challengeId: 'ch_1', code: '048291', site: 'Één panel ✓' }
  const jwe = await sealToDevice(open, payload)
  expect(jwe.split('.')).toHaveLength(5)
  expect(Buffer.from(jwe.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('048')
  expect(await openOnDevice(jwe, secret)).toEqual(payload)
})

it('opens a hundred of them, each sealed with a key of its own', async () => {
  const { open, secret } = await makeKey()
  const sealed = await Promise.all(
    Array.from({ length: 100 }, (_, n) => sealToDevice(open, { code: String(n) })),
  )
  expect(new Set(sealed.map((jwe) => jwe.split('.')[0])).size).toBe(100)
  for (const [n, jwe] of sealed.entries())
    expect(await openOnDevice(jwe, secret)).toEqual({ code: String(n) })
})

it('no other device opens it, and nobody changes it on its way', async () => {
  const [mine, other] = [await makeKey(), await makeKey()]
  const jwe = await sealToDevice(mine.open, { code: '048291' })
  await expect(openOnDevice(jwe, other.secret)).rejects.toThrow()

  const parts = jwe.split('.')
  for (const at of [2, 3, 4]) {
    const bytes = bytesOf(parts[at] ?? '')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    const changed = parts.with(at, Buffer.from(bytes).toString('base64url')).join('.')
    await expect(openOnDevice(changed, mine.secret)).rejects.toThrow()
  }
  expect(await openOnDevice(jwe, mine.secret)).toEqual({ code: '048291' })
})
