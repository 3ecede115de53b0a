import { webcrypto } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import {
  claimPairingCode,
  type DeviceKey,
  drawPairingCode,
  drawTotpSecret,
  type Factor,
  findDevice,
  findDeviceOf,
  findFactor,
  findUser,
  openPush,
  openSecret,
  pairDevice,
  parseDeviceKey,
  replaceRecoveryCodes,
  setPush,
  spendRecoveryCode,
  upsertUser,
} from '../../src/factors/index.ts'
import {
  addConfirmed,
  addPending,
  addUser,
  createWorld,
  dump,
  inside,
  now,
  numberOf,
  type World,
} from '../integration/factors-fixture.ts'

/** Gain: another's factor as one's own, by who can write to the database; every secret, by who can read it. */

const jan = { tenantId: 'acme', userId: 'jan' }
const piet = { tenantId: 'acme', userId: 'piet' }
const key = Buffer.alloc(32, 7)

async function withBoth() {
  const world = await createWorld()
  for (const { userId } of [jan, piet]) await addUser(world, userId)
  return world
}

/** Gives a row what another row of the same column holds. */
async function copyColumn(
  { store }: World,
  column: { table: 'factors' | 'users' | 'devices'; name: string; by: string },
  { from, to }: { from: string; to: string },
) {
  const [table, name, by] = [sql.table(column.table), sql.ref(column.name), sql.ref(column.by)]
  await sql`
    update ${table} set ${name} = (select ${name} from ${table} where ${by} = ${from})
    where ${by} = ${to}
  `.execute(store)
}

const reread = async (world: World, { id, userId }: Factor) =>
  (await findFactor(world.store, { tenantId: 'acme', userId, factorId: id, now })) as Factor

it('the secret of a factor opens in no other row, not even of the same user', async () => {
  const world = await withBoth()
  const his = await addConfirmed(world, { ...piet, method: 'totp' })
  const mine = await addConfirmed(world, { ...jan, method: 'totp' })
  const mineToo = await addConfirmed(world, { ...jan, method: 'totp' })
  const column = { table: 'factors', name: 'secret_sealed', by: 'id' } as const
  for (const from of [mine, mineToo]) {
    await copyColumn(world, column, { from: from.id, to: his.id })
    const swapped = await reread(world, his)
    expect(swapped.secretSealed).toBe(from.secretSealed)
    expect(() => openSecret(world.keyring, swapped)).toThrow()
  }
  await copyColumn(world, column, { from: mine.id, to: mineToo.id })
  const swapped = await reread(world, mineToo)
  expect(() => openSecret(world.keyring, swapped)).toThrow()
  expect(openSecret(world.keyring, mine)).toMatch(/^[A-Z2-7]{32}$/)
})

it('a factor whose row was moved to another user does not open', async () => {
  const world = await withBoth()
  const mine = await addConfirmed(world, { ...jan, method: 'totp' })
  await world.store.updateTable('factors').set({ user_id: 'piet' }).execute()
  const moved = await reread(world, { ...mine, userId: 'piet' })
  expect(() => openSecret(world.keyring, moved)).toThrow()
})

it('the addresses of a user do not open as those of another', async () => {
  const world = await withBoth()
  const column = { table: 'users', name: 'person_sealed', by: 'id' } as const
  await copyColumn(world, column, { from: 'jan', to: 'piet' })
  await expect(findUser(world.store, piet, world.keyring)).rejects.toThrow()
  expect(await findUser(world.store, jan, world.keyring)).not.toBeNull()
})

it('recovery codes that were moved to another set are worth nothing there', async () => {
  const world = await withBoth()
  const replace = (who: typeof jan) =>
    inside(world, (within) => replaceRecoveryCodes(within, who, { ...world, now }))
  const [mine, his] = [await replace(jan), await replace(piet)]
  if (!mine || !his) throw new Error('both have codes')
  await world.store.deleteFrom('recovery_codes').where('factor_id', '=', his.factor.id).execute()
  await world.store.updateTable('recovery_codes').set({ factor_id: his.factor.id }).execute()
  const typed = mine.codes[0] ?? ''
  expect(await spendRecoveryCode(world.store, { factorId: his.factor.id, typed, now })).toBe(false)
})

it('the push address of a device does not open for another', async () => {
  const world = await withBoth()
  const subscription = { endpoint: 'https://push.example/a', keys: { p256dh: 'p', auth: 'a' } }
  const factors = []
  for (const who of [jan, piet]) {
    const { factor } = await pair(world, await addPending(world, { ...who, method: 'app' }))
    const device = await findDeviceOf(world.store, factor.id)
    if (!device) throw new Error('it was paired')
    await setPush(world.store, { device, subscription }, world.keyring)
    factors.push(factor.id)
  }
  const [from = '', to = ''] = factors
  const column = { table: 'devices', name: 'push_sealed', by: 'factor_id' } as const
  await copyColumn(world, column, { from, to })
  const [own, other] = [await findDeviceOf(world.store, from), await findDeviceOf(world.store, to)]
  if (!own || !other) throw new Error('both are paired')
  expect(openPush(world.keyring, own)).toEqual(subscription)
  expect(() => openPush(world.keyring, other)).toThrow()
})

it('who reads the whole database reads no secret', async () => {
  const world = await withBoth()
  const secret = drawTotpSecret()
  const subscription = {
    endpoint: 'https://push.example/canary-endpoint',
    keys: { p256dh: 'canary-p256dh', auth: 'canary-auth' },
  }
  await inside(world, (within) =>
    upsertUser(
      within,
      { ...jan, displayName: 'Canary Name', emails: ['canary@example.org'] },
      { ...world, now },
    ),
  )
  await addConfirmed(world, { ...jan, method: 'totp', secret })
  await addConfirmed(world, {
    ...{ ...jan, method: 'voice', number: numberOf('06 12345678'), numberSubject: 'subject' },
  })
  const set = await inside(world, (within) => replaceRecoveryCodes(within, jan, { ...world, now }))
  const paired = await pair(world, await addPending(world, { ...jan, method: 'app' }))
  const found = await findDevice(world.store, paired.token, now)
  if (!found || !set) throw new Error('the test needs both')
  await setPush(world.store, { device: found.device, subscription }, world.keyring)
  const open = await addPending(world, { ...jan, method: 'app' })
  const { pairingCode } = await drawPairingCode(world.store, { factor: open, key, now })

  const secrets = [
    ...[secret, '612345678', 'Canary Name', 'canary@example.org', paired.token],
    ...[subscription.endpoint, subscription.keys.p256dh, subscription.keys.auth],
    ...[...set.codes, pairingCode].flatMap((code) => [code, code.replaceAll('-', '')]),
    ...[secret, paired.token].map((one) => Buffer.from(one).toString('base64url')),
  ]
  const stolen = await stealAll(world)
  expect(stolen).toContain(found.factor.id)
  expect(secrets.filter((one) => stolen.includes(one))).toEqual([])
})

/** Every table, and where the database is a file, its bytes as well. */
async function stealAll(world: World) {
  const files = world.file === null ? [] : [world.file, `${world.file}-wal`]
  return [await dump(world), ...files.map((file) => readFileSync(file, 'latin1'))].join('\n')
}

async function pair(world: World, factor: Factor) {
  const { pairingCode: typed } = await drawPairingCode(world.store, { factor, key, now })
  return inside(world, async (within) => {
    const claimed = await claimPairingCode(within, { typed, key, now })
    if (!claimed) throw new Error('it was just drawn')
    return pairDevice(within, {
      ...{ factor: claimed, publicKey: await newDeviceKey(), name: 'Telefoon', now },
    })
  })
}

async function newDeviceKey(): Promise<DeviceKey> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const { publicKey } = await webcrypto.subtle.generateKey(algorithm, false, ['deriveBits'])
  const parsed = parseDeviceKey(await webcrypto.subtle.exportKey('jwk', publicKey))
  if (!parsed) throw new Error('WebCrypto makes such keys')
  return parsed
}
