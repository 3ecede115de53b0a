import { expect, it } from 'vitest'
import { eraseUser } from '../../src/factors/index.ts'
import { putLogin, readLoginName, setLogin } from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  eventsOf,
  type LoginWorld,
  OTHER_PASSWORD,
  openLoginWorld,
  PASSWORD,
  tryLogin,
} from './logins-world.ts'

async function put(world: LoginWorld, userId: string, name: string, password?: string) {
  const caller = { tenantId: 'acme', keyId: 'key_1', policy: await world.policyOf() }
  return putLogin(world.parts, caller, { userId, name, password })
}

it('a name is found however it is typed, and shown as it was written', async () => {
  const world = await openLoginWorld()
  await addLogin(world, { name: ' René.Jansen ' })
  for (const name of ['René.Jansen', 'rené.jansen', ' RENE\u0301.JANSEN\t'])
    expect(await tryLogin(world, { name })).toMatchObject({ outcome: 'right', userId: 'anna' })
  expect(await tryLogin(world, { name: 'rene.jansen' })).toMatchObject({ outcome: 'wrong' })
  const whose = { tenantId: 'acme', userId: 'anna' }
  expect(await readLoginName(world.parts, whose)).toBe('René.Jansen')
  expect(await readLoginName(world.parts, { ...whose, userId: 'bert' })).toBeNull()
})

it('another name keeps the password, and the old name is free', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  expect(await put(world, 'anna', 'anna.devries')).toEqual({ outcome: 'put' })
  expect((await tryLogin(world)).outcome).toBe('wrong')
  expect((await tryLogin(world, { name: 'anna.devries' })).outcome).toBe('right')
  await addLogin(world, { userId: 'other-anna', name: 'Anna', password: OTHER_PASSWORD })
  expect(await tryLogin(world, { password: OTHER_PASSWORD })).toMatchObject({
    userId: 'other-anna',
  })
})

it('a name that somebody has is refused, new or changed, and nothing changes', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await addLogin(world, { userId: 'bert' })
  expect(await put(world, 'bert', 'ANNA', OTHER_PASSWORD)).toEqual({ outcome: 'name-taken' })
  expect((await tryLogin(world, { name: 'bert' })).outcome).toBe('right')
  expect(await tryLogin(world)).toMatchObject({ userId: 'anna' })
  const again = await addLogin(world, { userId: 'carla', name: 'anna' }).catch(String)
  expect(again).toContain('name-taken')
})

it('two tenants may have the same name, and know nothing of each other', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await addLogin(world, { tenantId: 'other', userId: 'a', name: 'anna', password: OTHER_PASSWORD })
  expect(await tryLogin(world, { tenantId: 'other' })).toMatchObject({ outcome: 'wrong' })
  expect(await tryLogin(world, { tenantId: 'other', password: OTHER_PASSWORD })).toMatchObject({
    outcome: 'right',
    userId: 'a',
  })
})

it.each(['', ' \t', 'a\u0007b', 'x'.repeat(129)])('%j is no name', async (name) => {
  const world = await openLoginWorld()
  await addLogin(world)
  const whose = { tenantId: 'acme', userId: 'anna' }
  const set = await world.store
    .transaction()
    .execute((within) => setLogin(world.parts, within, { ...whose, name }))
  expect(set).toEqual({ outcome: 'name-invalid' })
  expect((await tryLogin(world)).outcome).toBe('right')
})

it('a login without a password lets nobody in until one is chosen', async () => {
  const world = await openLoginWorld()
  await addLogin(world, { password: null })
  for (const password of ['', PASSWORD])
    expect(await tryLogin(world, { password })).toMatchObject({ outcome: 'wrong' })
  await put(world, 'anna', 'anna', PASSWORD)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: false })
  // Told again without a password: the panel does not know it, and it stays.
  await put(world, 'anna', 'anna')
  expect((await tryLogin(world)).outcome).toBe('right')
})

it('a user without a login, and one who is not there, have no password to be right', async () => {
  const world = await openLoginWorld()
  expect(await put(world, 'nobody', 'nobody', PASSWORD)).toEqual({ outcome: 'user-unknown' })
  expect((await tryLogin(world, { name: 'nobody' })).outcome).toBe('wrong')
})

it('who is erased leaves neither a login nor a session', async () => {
  const world = await openLoginWorld()
  const whose = await addLogin(world)
  await begin(world)
  await world.store.transaction().execute((within) => eraseUser(within, whose))
  for (const table of ['logins', 'sessions'] as const)
    expect(await world.store.selectFrom(table).selectAll().execute()).toEqual([])
})

it('writes down who named whom, and never the name', async () => {
  const world = await openLoginWorld()
  await addLogin(world, { name: 'Anna.Devries' })
  const events = await eventsOf(world, 'anna')
  // Of one moment, and so in no order.
  expect(events.map(({ kind, actor }) => [kind, actor]).sort()).toEqual([
    ['login.named', 'key_test'],
    ['password.set', 'key_test'],
    ['user.created', null],
  ])
  expect(JSON.stringify(events).toLowerCase()).not.toContain('devries')
})
