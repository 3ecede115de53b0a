import { sql } from 'kysely'
import { expect, it } from 'vitest'
import {
  changeFactor,
  confirmFactor,
  countUsersOfNumber,
  drawTotpSecret,
  type Factor,
  findFactor,
  findFactors,
  findFactorsOfUsers,
  insertPendingFactor,
  mostFactors,
  openSecret,
  primaryOf,
  removeFactor,
  replaceRecoveryCodes,
  vanishExpired,
} from '../../src/factors/index.ts'
import { eventually } from '../support/eventually.ts'
import {
  addConfirmed,
  addPending,
  addUser,
  ask,
  atOnce,
  confirm,
  createWorld,
  eventsOf,
  inside,
  minute,
  now,
  numberOf,
  type World,
} from './factors-fixture.ts'

const jan = { tenantId: 'acme', userId: 'jan' }

async function withJan() {
  const world = await createWorld()
  await addUser(world, 'jan')
  return world
}

const read = (world: World, at = now) => findFactors(world.store, { ...jan, now: at })
const idsOf = (factors: readonly Factor[]) => factors.map(({ id }) => id)

const change = (world: World, { id }: Factor, what: { label?: string; primary?: true }) =>
  inside(world, (within) => changeFactor(within, { ...jan, factorId: id, now, ...what }))

const remove = (world: World, { id }: Factor) =>
  inside(world, (within) => removeFactor(within, { ...jan, factorId: id, now }))

it('nothing counts until it is confirmed, and the first that is leads', async () => {
  const world = await withJan()
  const voice = await addPending(world, { ...jan, method: 'voice' })
  const totp = await addPending(world, { ...jan, method: 'totp' })
  expect(voice).toMatchObject({ state: 'pending', shown: expect.stringContaining('••••') })
  expect(primaryOf(await read(world))).toBeNull()

  await confirm(world, totp, now + 1)
  await confirm(world, voice, now + 2)
  const factors = await read(world)
  expect(idsOf(factors)).toEqual([totp.id, voice.id])
  expect(factors.every(({ state }) => state === 'confirmed')).toBe(true)
  expect(primaryOf(factors)?.id).toBe(totp.id)
})

it('a pending factor is confirmed once, and not after fifteen minutes', async () => {
  const world = await withJan()
  const one = await addPending(world, { ...jan, method: 'totp' })
  const late = await addPending(world, { ...jan, method: 'totp' })
  expect(await confirm(world, late, now + 15 * minute)).toBeNull()
  expect(await confirm(world, one, now + 15 * minute - 1)).toMatchObject({ id: one.id })
  expect(await confirm(world, one, now + 15 * minute - 1)).toBeNull()
})

it('what nobody confirms is gone at its moment, and its row with the next tidying', async () => {
  const world = await withJan()
  const left = await addPending(world, { ...jan, method: 'voice' })
  const kept = await addConfirmed(world, { ...jan, method: 'totp' })
  const end = now + 15 * minute
  expect(idsOf(await read(world, end - 1))).toEqual([kept.id, left.id])
  expect(idsOf(await read(world, end))).toEqual([kept.id])
  const key = { ...jan, factorId: left.id, now: end }
  expect(await findFactor(world.store, key)).toBeNull()

  expect(await vanishExpired(world.store, end - 1)).toEqual([])
  expect(idsOf(await vanishExpired(world.store, end))).toEqual([left.id])
  const rows = await world.store.selectFrom('factors').select('id').execute()
  expect(rows).toEqual([{ id: kept.id }])
  expect(await eventsOf(world, 'jan')).toContainEqual({
    kind: 'factor.expired',
    detail: { factor: left.id, method: 'voice' },
  })
})

it('a change of the primary or its removal moves the others up, recovery codes stay last', async () => {
  const world = await withJan()
  const [a, b, c] = [
    await addConfirmed(world, { ...jan, method: 'voice' }),
    await addConfirmed(world, { ...jan, method: 'totp' }),
    await addConfirmed(world, { ...jan, method: 'app' }),
  ]
  const set = await inside(world, (within) => replaceRecoveryCodes(within, jan, { ...world, now }))
  const recovery = set?.factor as Factor
  const pending = await addPending(world, { ...jan, method: 'totp' })

  expect(await change(world, c, { primary: true, label: 'werk' })).toMatchObject({
    outcome: 'changed',
    factor: { label: 'werk' },
  })
  expect(idsOf(await read(world))).toEqual([c, a, b, pending, recovery].map(({ id }) => id))
  await remove(world, c)
  expect(primaryOf(await read(world))?.id).toBe(a.id)
  await addConfirmed(world, { ...jan, method: 'app' })
  expect(primaryOf(await read(world))?.id).toBe(a.id)
  await remove(world, a)
  expect(primaryOf(await read(world))?.id).toBe(b.id)
  expect((await read(world)).at(-1)?.id).toBe(recovery.id)
})

it('neither a pending factor nor a set of recovery codes can lead', async () => {
  const world = await withJan()
  const pending = await addPending(world, { ...jan, method: 'totp' })
  const set = await inside(world, (within) => replaceRecoveryCodes(within, jan, { ...world, now }))
  expect(primaryOf(await read(world))).toBeNull()
  expect(await change(world, pending, { primary: true })).toEqual({ outcome: 'cannot-lead' })
  expect(await change(world, set?.factor as Factor, { primary: true })).toEqual({
    outcome: 'cannot-lead',
  })
})

it('a factor is found, changed and removed for its own user alone', async () => {
  const world = await withJan()
  await addUser(world, 'piet')
  await addUser(world, 'jan', 'other')
  const factor = await addConfirmed(world, { ...jan, method: 'totp' })
  for (const who of [
    { tenantId: 'acme', userId: 'piet' },
    { tenantId: 'other', userId: 'jan' },
  ]) {
    const key = { ...who, factorId: factor.id, now }
    expect(await findFactor(world.store, key)).toBeNull()
    expect(await removeFactor(world.store, key)).toBeNull()
    expect(await changeFactor(world.store, { ...key, label: 'x' })).toEqual({ outcome: 'unknown' })
  }
  expect(await read(world)).toEqual([factor])
})

it('a user of nobody gets no factor', async () => {
  const world = await createWorld()
  expect(await ask(world, { ...jan, method: 'totp' })).toEqual({ outcome: 'user-unknown' })
})

it('a number that the user confirmed is not taken twice; one that was begun begins again', async () => {
  const world = await withJan()
  const number = { number: numberOf('06 12345678'), numberSubject: 'same' }
  const first = await addPending(world, { ...jan, method: 'voice', ...number })
  const again = await addPending(world, { ...jan, method: 'voice', ...number })
  expect(idsOf(await read(world))).toEqual([again.id])
  expect(await confirm(world, first)).toBeNull()

  await confirm(world, again)
  expect(await ask(world, { ...jan, method: 'voice', ...number })).toEqual({
    outcome: 'number-known',
    factorId: again.id,
  })
  expect(openSecret(world.keyring, again)).toBe('+31612345678')
})

it('what was begun and left makes way; what is confirmed does not', async () => {
  const world = await withJan()
  const pages = []
  for (let turn = 0; turn < 8; turn++)
    pages.push(await addPending(world, { ...jan, method: 'totp' }, now + turn))
  expect(idsOf(await read(world, now + 8))).toEqual(idsOf(pages.slice(-mostFactors.ofMethod)))

  for (const factor of pages.slice(-mostFactors.ofMethod)) await confirm(world, factor, now + 9)
  expect(await ask(world, { ...jan, method: 'totp' })).toEqual({
    outcome: 'too-many',
    of: 'totp',
    most: mostFactors.ofMethod,
  })
  for (let turn = 0; turn < 5; turn++) await addConfirmed(world, { ...jan, method: 'voice' })
  expect(await ask(world, { ...jan, method: 'app' })).toEqual({
    outcome: 'too-many',
    of: 'user',
    most: mostFactors.ofUser,
  })
})

it('100 additions at once leave no more factors than are allowed', async () => {
  const world = await withJan()
  const methods = ['totp', 'app'] as const
  await atOnce(world, 100, async (within, turn) => {
    const method = methods[turn % 2] ?? 'totp'
    const wanted = { ...jan, method, secret: drawTotpSecret() }
    const added = await insertPendingFactor(within, wanted, { ...world, now })
    if (added.outcome === 'added')
      await confirmFactor(within, { factorId: added.factor.id, now, heldUntil: null })
  })
  const factors = await read(world)
  expect(factors).toHaveLength(mostFactors.ofUser)
  for (const method of methods)
    expect(factors.filter((one) => one.method === method)).toHaveLength(mostFactors.ofMethod)
})

it('a factor that is being confirmed does not make way for another', async () => {
  const world = await withJan()
  for (let turn = 1; turn < mostFactors.ofMethod; turn++)
    await addConfirmed(world, { ...jan, method: 'totp' })
  const last = await addPending(world, { ...jan, method: 'totp' })
  const adding = await inside(world, async (within) => {
    await confirmFactor(within, { factorId: last.id, now, heldUntil: null })
    const result = ask(world, { ...jan, method: 'totp' })
    // On SQLite the other one has not begun.
    if (world.file === null) await eventually(() => countWaiting(world), Boolean)
    return { result }
  })
  expect(await adding.result).toMatchObject({ outcome: 'too-many' })
  expect((await read(world)).map(({ state }) => state)).toEqual(
    Array.from({ length: mostFactors.ofMethod }, () => 'confirmed'),
  )
})

/** Who waits for a lock in this database; asked outside of transactions, which see it once. */
async function countWaiting({ store }: World) {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(store)
  return rows[0]?.waiting ?? 0
}

it('counts the users who share a number, those who only began left out', async () => {
  const world = await withJan()
  const number = { number: numberOf('06 12345678'), numberSubject: 'same' }
  for (const userId of ['piet', 'anna']) await addUser(world, userId)
  await addUser(world, 'far', 'other')
  await addConfirmed(world, { ...jan, method: 'voice', ...number })
  await addConfirmed(world, { ...jan, userId: 'piet', method: 'voice', ...number })
  await addPending(world, { ...jan, userId: 'anna', method: 'voice', ...number })
  await addConfirmed(world, { tenantId: 'other', userId: 'far', method: 'voice', ...number })
  const count = await countUsersOfNumber(world.store, { tenantId: 'acme', numberSubject: 'same' })
  expect(count).toBe(2)
})

it('reads the factors of a page of users together', async () => {
  const world = await withJan()
  await addUser(world, 'piet')
  await addUser(world, 'leeg')
  const mine = await addConfirmed(world, { ...jan, method: 'totp' })
  const his = await addConfirmed(world, { ...jan, userId: 'piet', method: 'app' })
  const found = await findFactorsOfUsers(world.store, {
    ...{ tenantId: 'acme', userIds: ['jan', 'piet', 'leeg'], now },
  })
  expect(found).toEqual(
    new Map([
      ['jan', [mine]],
      ['piet', [his]],
    ]),
  )
})

it('each step is remembered with its user, its factor and who did it', async () => {
  const world = await withJan()
  const factor = await addConfirmed(world, { ...jan, method: 'totp' })
  await change(world, factor, { label: 'geheim label' })
  await inside(world, (within) =>
    removeFactor(within, {
      ...jan,
      factorId: factor.id,
      now,
      by: { agent: 'h1', detail: { reason: 'kwijt' } },
    }),
  )
  const detail = { factor: factor.id, method: 'totp' }
  const events = await eventsOf(world, 'jan')
  expect(events).toHaveLength(5)
  expect(events).toEqual(
    expect.arrayContaining([
      { kind: 'factor.added', detail },
      { kind: 'factor.confirmed', detail },
      { kind: 'factor.changed', detail: { ...detail, relabelled: true } },
      { kind: 'factor.removed', agent: 'h1', detail: { ...detail, reason: 'kwijt' } },
    ]),
  )
})
