import { webcrypto } from 'node:crypto'
import { expect, it } from 'vitest'
import { parseDeviceKey } from './device-key.ts'

const make = async (namedCurve = 'P-256') => {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve }, true, [
    'deriveBits',
  ])
  const [open, secret] = await Promise.all(
    [pair.publicKey, pair.privateKey].map((key) => webcrypto.subtle.exportKey('jwk', key)),
  )
  return { open: open ?? {}, secret: secret ?? {} }
}

it('keeps the point of a key that WebCrypto exports, and nothing besides', async () => {
  const { open } = await make()
  expect(open).toHaveProperty('key_ops')
  const { x, y } = open
  expect(parseDeviceKey(open)).toEqual({ kty: 'EC', crv: 'P-256', x, y })
  expect(parseDeviceKey({ ...open, kid: 'x', jku: 'https://example.org' })).toEqual({
    ...{ kty: 'EC', crv: 'P-256', x, y },
  })
})

it('refuses a private key: it left its device', async () => {
  const { secret } = await make()
  expect(parseDeviceKey(secret)).toBeNull()
})

it('refuses a point that is not on the curve', async () => {
  const { open } = await make()
  const bytes = Buffer.from(open.y ?? '', 'base64url')
  bytes.writeUInt8(bytes.readUInt8(31) ^ 1, 31)
  expect(parseDeviceKey({ ...open, y: bytes.toString('base64url') })).toBeNull()
  expect(parseDeviceKey({ ...open, x: 'A'.repeat(43), y: 'A'.repeat(43) })).toBeNull()
  expect(parseDeviceKey({ ...open, x: open.y, y: open.x })).toBeNull()
})

it('refuses every other kind of key, and what is no key', async () => {
  const { open } = await make()
  const others = [
    (await make('P-384')).open,
    { ...open, kty: 'RSA' },
    { ...open, crv: 'secp256k1' },
    { ...open, x: `${open.x}=` },
    { ...open, x: ` ${open.x?.slice(1)}` },
    { ...open, x: [open.x] },
    { ...open, y: undefined },
    { kty: 'OKP', crv: 'X25519', x: open.x },
    { kty: 'oct', k: 'AAAA' },
    ...[null, undefined, 'key', 7, [], {}],
  ]
  for (const other of others) expect(parseDeviceKey(other)).toBeNull()
})
