import { randomBytes } from 'node:crypto'
import { createLocalJWKSet, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { openAssertionSigner, rotateSigningKey } from '../../src/challenges/index.ts'
import { ASSERTION_LIFE_MS, signsFrom } from '../../src/challenges/key-schedule.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { openAuditWorld } from '../support/audit-world.ts'

const ISSUER = 'https://login.example.nl'
const who = { subject: 'user-1', tenantId: 'acme', methods: ['otp', 'tel', 'mfa'] }
const keyring = createKeyring([{ id: 'k', key: randomBytes(32) }])

async function openSigners() {
  const { store, clock } = await openAuditWorld()
  const open = () => openAssertionSigner(store, keyring, ISSUER, { clock })
  return { store, clock, signers: [await open(), await open()] as const }
}

/** A panel that keeps the key set for as long as it may. */
const panel = (keys: readonly JWK[]) => createLocalJWKSet({ keys: [...keys] })

const kidOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()).kid

it('a rotation while serving: no assertion fails at whoever verifies, on any instance', async () => {
  const { store, clock, signers } = await openSigners()
  const keySets: { at: number; keys: readonly JWK[] }[] = []
  const kids = new Set<string>()
  const accepted: string[] = []

  const look = async () => {
    const now = clock.now()
    for (const { keySet } of signers) keySets.push({ at: now, keys: keySet.keys })
    const usable = keySets.filter(({ at }) => at > now - 300_000)
    for (const { sign, verifyAssertion } of signers) {
      const jwt = await sign({ ...who, at: now })
      kids.add(kidOf(jwt))
      for (const { keys } of [usable[0], usable.at(-1)].filter((set) => set !== undefined))
        await jwtVerify(jwt, panel(keys), { currentDate: new Date(now), issuer: ISSUER })
      for (const other of signers)
        expect(await other.verifyAssertion(jwt, { tenantId: 'acme', now })).not.toBeNull()
      expect(await verifyAssertion(jwt, { tenantId: 'acme', now })).not.toBeNull()
      accepted.push(jwt)
    }
  }
  await look()
  expect(await rotateSigningKey(store, keyring, clock.now())).toMatchObject({ outcome: 'rotated' })
  for (let minute = 0; minute < 20; minute++) {
    clock.advance(60_000)
    // The reading that the clock has set off may still be under way.
    for (const signer of signers) await signer.refresh()
    await look()
  }
  expect(kids.size).toBe(2)
  expect(accepted).toHaveLength(42)
  expect(signers[0].keySet.keys).toHaveLength(1)
  expect(signers[1].keySet.keys.map(({ kid }) => kid)).toEqual([[...kids][1]])
})

it('a key that is published but does not sign yet is not followed by a third', async () => {
  const { store, clock } = await openSigners()
  const now = clock.now()
  const first = await rotateSigningKey(store, keyring, now)
  const again = await rotateSigningKey(store, keyring, now + 1000)
  expect(again).toEqual({ outcome: 'under-way', signsFrom: first.signsFrom })
  expect(await rotateSigningKey(store, keyring, first.signsFrom)).toMatchObject({
    outcome: 'rotated',
  })
})

it('keys that are good for nothing any more are destroyed by the next rotation', async () => {
  const { store, clock } = await openSigners()
  const names = async () =>
    (await store.selectFrom('data_keys').select('name').orderBy('name').execute())
      .map(({ name }) => name)
      .filter((name) => name.startsWith('assertion'))
  let now = clock.now()
  for (let round = 0; round < 3; round++) {
    await rotateSigningKey(store, keyring, now)
    now = signsFrom({ createdAt: now }) + 3 * ASSERTION_LIFE_MS
  }
  expect(await names()).toEqual([3, 4].map((number) => `assertion-signing-${number}`))
})

it('two rotations at once make one key', async () => {
  const { store, clock, signers } = await openSigners()
  const now = clock.now()
  await Promise.all([1, 2, 3].map(() => rotateSigningKey(store, keyring, now)))
  await signers[0].refresh()
  expect(signers[0].keySet.keys).toHaveLength(2)
  expect(JSON.stringify(signers[0].keySet)).not.toContain('"d"')
})

describe('verifyAssertion', () => {
  it('reads back what was signed', async () => {
    const { clock, signers } = await openSigners()
    const at = clock.now()
    const jwt = await signers[0].sign({ ...who, factorId: 'fa_1', at })
    const issuedAt = Math.floor(at / 1000) * 1000
    expect(await signers[1].verifyAssertion(jwt, { tenantId: 'acme', now: at })).toEqual({
      subject: 'user-1',
      methods: who.methods,
      factorId: 'fa_1',
      jti: expect.stringMatching(/^as_[0-9a-f]{40}$/),
      issuedAt,
      expiresAt: issuedAt + 300_000,
    })
  })

  it('is good for five minutes, for its tenant, as it was signed', async () => {
    const { clock, signers } = await openSigners()
    const [{ sign, verifyAssertion }] = signers
    const at = Math.floor(clock.now() / 1000) * 1000
    const jwt = await sign({ ...who, at })
    const verdict = (token: string, tenantId: string, now: number) =>
      verifyAssertion(token, { tenantId, now })

    expect(await verdict(jwt, 'acme', at + 299_000)).toMatchObject({ factorId: null })
    expect(await verdict(jwt, 'acme', at + 300_000)).toBeNull()
    expect(await verdict(jwt, 'acme', at - 6000)).toBeNull()
    expect(await verdict(jwt, 'other', at)).toBeNull()
    const [head, body, signature] = jwt.split('.')
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'user-2' })).toString('base64url')
    expect(await verdict(`${head}.${forged}.${signature}`, 'acme', at)).toBeNull()
    for (const junk of ['', 'a', 'a.b.c', `${head}.${body}.`, `${head}.${body}`])
      expect(await verdict(junk, 'acme', at)).toBeNull()
  })

  it('takes neither another algorithm nor the key of a stranger', async () => {
    const { clock, signers } = await openSigners()
    const [{ keySet, verifyAssertion }] = signers
    const now = clock.now()
    const [ours] = keySet.keys
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: ours?.kid }))
    const claims = {
      ...{ iss: ISSUER, aud: 'acme', sub: 'user-1', jti: 'as_1', amr: ['mfa'] },
      ...{ iat: Math.floor(now / 1000), exp: Math.floor(now / 1000) + 300 },
    }
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const signed = (alg: string, key: Parameters<SignJWT['sign']>[0]) =>
      new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT', kid: ours?.kid ?? '' }).sign(key)
    const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
    const forgeries = [
      `${none.toString('base64url')}.${body}.`,
      await signed('EdDSA', stranger.privateKey),
      // The public key as a shared secret: the old confusion of algorithms.
      await signed('HS256', Buffer.from(ours?.x ?? '', 'base64url')),
    ]
    for (const jwt of forgeries)
      expect(await verifyAssertion(jwt, { tenantId: 'acme', now })).toBeNull()
  })
})
