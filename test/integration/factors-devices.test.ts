import { webcrypto } from 'node:crypto'
import { expect, it } from 'vitest'
import {
  claimPairingCode,
  drawPairingCode,
  type Factor,
  findDevice,
  findDeviceOf,
  findFactor,
  noteSeen,
  openPush,
  pairDevice,
  parseDeviceKey,
  removeFactor,
  setPush,
} from '../../src/factors/index.ts'
import {
  addConfirmed,
  addPending,
  addUser,
  atOnce,
  confirm,
  createWorld,
  inside,
  minute,
  now,
  type World,
} from './factors-fixture.ts'

const jan = { tenantId: 'acme', userId: 'jan' }
const key = Buffer.alloc(32, 7)

async function withApp() {
  const world = await createWorld()
  await addUser(world, 'jan')
  return { world, factor: await addPending(world, { ...jan, method: 'app' }) }
}

const draw = ({ store }: World, factor: Factor, at = now) =>
  drawPairingCode(store, { factor, key, now: at })

const claim = (world: World, typed: string, at = now) =>
  inside(world, (within) => claimPairingCode(within, { typed, key, now: at }))

async function pair(world: World, factor: Factor, name = 'Telefoon van Jan') {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const pairOfKeys = await webcrypto.subtle.generateKey(algorithm, false, ['deriveBits'])
  const publicKey = parseDeviceKey(await webcrypto.subtle.exportKey('jwk', pairOfKeys.publicKey))
  if (!publicKey) throw new Error('WebCrypto makes such keys')
  const paired = await inside(world, (within) =>
    pairDevice(within, { factor, publicKey, name, now }),
  )
  return { ...paired, publicKey }
}

it('a pairing code leads to its pending factor, once, however it is typed', async () => {
  const { world, factor } = await withApp()
  const { pairingCode, expiresAt } = await draw(world, factor)
  expect(pairingCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  expect(expiresAt).toBe(now + 15 * minute)
  expect(await claim(world, pairingCode.toLowerCase().replace('-', ' '))).toEqual(factor)
  expect(await claim(world, pairingCode)).toBeNull()
})

it('100 apps with one pairing code at once: one pairs, twenty times over', async () => {
  const { world, factor } = await withApp()
  for (let round = 0; round < 20; round++) {
    const { pairingCode: typed } = await draw(world, factor)
    const claims = await atOnce(world, 100, (within) =>
      claimPairingCode(within, { typed, key, now }),
    )
    expect(claims.filter((one) => one !== null)).toHaveLength(1)
  }
})

it('a pairing code is good for fifteen minutes, and void when another is drawn', async () => {
  const { world, factor } = await withApp()
  const first = await draw(world, factor)
  const second = await draw(world, factor, now + minute)
  expect(second.expiresAt).toBe(now + 15 * minute)
  expect(await claim(world, first.pairingCode)).toBeNull()
  expect(await claim(world, second.pairingCode, now + 15 * minute)).toBeNull()
  expect(await claim(world, second.pairingCode, now + 15 * minute - 1)).toEqual(factor)
})

it('a pairing code is worth nothing under another key, or once its factor is confirmed or gone', async () => {
  const { world, factor } = await withApp()
  const { pairingCode: typed } = await draw(world, factor)
  const other = { typed, key: Buffer.alloc(32, 8), now }
  expect(await claimPairingCode(world.store, other)).toBeNull()
  await confirm(world, factor)
  expect(await claim(world, typed)).toBeNull()

  const another = await addPending(world, { ...jan, method: 'app' })
  const { pairingCode } = await draw(world, another)
  await removeFactor(world.store, { ...jan, factorId: another.id, now })
  expect(await claim(world, pairingCode)).toBeNull()
})

it('a paired device is found by its token, and by its factor', async () => {
  const { world, factor } = await withApp()
  const { token, publicKey } = await pair(world, factor)
  expect(token).toMatch(/^dev_[\w-]{32}$/)
  const device = await findDeviceOf(world.store, factor.id)
  expect(device).toMatchObject({ ...jan, factorId: factor.id, publicKey, pairedAt: now })
  expect(await findDevice(world.store, token, now)).toEqual({
    device,
    factor: { ...factor, shown: 'Telefoon van Jan' },
  })
  expect(await findDevice(world.store, `${token.slice(0, -1)}!`, now)).toBeNull()

  await noteSeen(world.store, factor.id, now + 7)
  expect((await findDeviceOf(world.store, factor.id))?.seenAt).toBe(now + 7)
})

it('a device is gone with its factor, also while its unconfirmed row waits to be tidied', async () => {
  const { world, factor } = await withApp()
  const left = await pair(world, factor)
  expect(await findDevice(world.store, left.token, now + 15 * minute)).toBeNull()

  const kept = await addConfirmed(world, { ...jan, method: 'app' })
  const { token } = await pair(world, kept)
  await removeFactor(world.store, { ...jan, factorId: kept.id, now })
  expect(await findDevice(world.store, token, now)).toBeNull()
  expect(await findDeviceOf(world.store, kept.id)).toBeNull()
})

it('of two devices paired with one factor the newer counts, and the older one is out', async () => {
  const { world, factor } = await withApp()
  const first = await pair(world, factor)
  const second = await pair(world, factor, 'Tablet')
  expect(await findDevice(world.store, first.token, now)).toBeNull()
  expect((await findDevice(world.store, second.token, now))?.device.publicKey).toEqual(
    second.publicKey,
  )
  const found = await findFactor(world.store, { ...jan, factorId: factor.id, now })
  expect(found?.shown).toBe('Tablet')
})

it('where to push to is kept until it is taken back', async () => {
  const { world, factor } = await withApp()
  await pair(world, factor)
  const read = async () => {
    const device = await findDeviceOf(world.store, factor.id)
    if (!device) throw new Error('it was paired')
    return device
  }
  const subscription = { endpoint: 'https://push.example/a', keys: { p256dh: 'p', auth: 'a' } }
  expect(openPush(world.keyring, await read())).toBeNull()
  expect(await setPush(world.store, { device: await read(), subscription }, world.keyring)).toBe(
    true,
  )
  expect(openPush(world.keyring, await read())).toEqual(subscription)
  await setPush(world.store, { device: await read(), subscription: null }, world.keyring)
  expect(openPush(world.keyring, await read())).toBeNull()

  const device = await read()
  await removeFactor(world.store, { ...jan, factorId: factor.id, now })
  expect(await setPush(world.store, { device, subscription }, world.keyring)).toBe(false)
})
