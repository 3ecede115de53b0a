import { expect, it } from 'vitest'
import { eraseUser, extendUser, findUser, listUsers, upsertUser } from '../../src/factors/index.ts'
import {
  addConfirmed,
  addUser,
  atOnce,
  createWorld,
  dump,
  eventsOf,
  inside,
  now,
  type World,
} from './factors-fixture.ts'

const jan = { tenantId: 'acme', userId: 'jan' }

const upsert = (world: World, changes: Parameters<typeof upsertUser>[1], at = now) =>
  inside(world, (within) => upsertUser(within, changes, { ...world, now: at }))

it('a user is made with what is given, and later keeps what is not named', async () => {
  const world = await createWorld()
  const emails = ['jan@example.org', 'kantoor@example.org']
  const first = await upsert(world, { ...jan, displayName: 'Jan de Boer', emails, role: 'admin' })
  expect(first).toMatchObject({ created: true, user: { id: 'jan', locale: null, createdAt: now } })

  const second = await upsert(world, { ...jan, locale: 'nl-NL', emails: [] }, now + 1)
  const whole = { displayName: 'Jan de Boer', emails: [], locale: 'nl-NL', role: 'admin' }
  expect(second).toMatchObject({ created: false, user: { ...whole, createdAt: now } })
  expect(await findUser(world.store, jan, world.keyring)).toEqual(second.user)
})

it('remembers that a user was made and changed, by field and never by content', async () => {
  const world = await createWorld()
  await upsert(world, { ...jan, displayName: 'Jan de Boer' })
  await upsert(world, { ...jan, displayName: 'Jan de Boer' }, now + 1)
  await upsert(world, { ...jan, displayName: 'Jan Bakker', emails: ['jan@example.org'] }, now + 2)

  const events = await eventsOf(world, 'jan')
  expect(events).toEqual([
    { kind: 'user.created', detail: { role: 'user' } },
    { kind: 'user.changed', detail: { role: 'user', fields: 'displayName emails' } },
  ])
  expect(await dump(world)).not.toMatch(/Bakker|Boer|example\.org/)
})

it('the same id is another user at another tenant', async () => {
  const world = await createWorld()
  await upsert(world, { ...jan, displayName: 'Jan' })
  const other = { tenantId: 'other', userId: 'jan' }
  expect(await findUser(world.store, other, world.keyring)).toBeNull()
  await upsert(world, { ...other, displayName: 'Piet' })
  expect((await findUser(world.store, jan, world.keyring))?.displayName).toBe('Jan')
})

it('of 50 who make the same user at once, one makes it and none fails', async () => {
  const world = await createWorld()
  const made = await atOnce(world, 50, (within, turn) =>
    upsertUser(within, { ...jan, locale: `nl-${turn}` }, { ...world, now }),
  )
  expect(made.filter(({ created }) => created)).toHaveLength(1)
})

it('lists users by id, a page at a time, of one tenant', async () => {
  const world = await createWorld()
  for (const id of ['d', 'b', 'e', 'a', 'c']) await addUser(world, id)
  await addUser(world, 'z', 'other')
  const page = async (after?: string) => {
    const found = await listUsers(world.store, { tenantId: 'acme', limit: 2, after }, world.keyring)
    return [found.users.map(({ id }) => id).join(''), found.next]
  }
  expect(await page()).toEqual(['ab', 'b'])
  expect(await page('b')).toEqual(['cd', 'd'])
  expect(await page('d')).toEqual(['e', null])
})

it('an extension is kept until it is taken back, and other changes leave it alone', async () => {
  const world = await createWorld()
  await addUser(world, 'jan')
  const read = async () => (await findUser(world.store, jan, world.keyring))?.extensionUntil
  expect(await extendUser(world.store, jan, now + 5)).toBe(true)
  await upsert(world, { ...jan, displayName: 'Jan' })
  expect(await read()).toBe(now + 5)
  await extendUser(world.store, jan, null)
  expect(await read()).toBeNull()
  expect(await extendUser(world.store, { ...jan, userId: 'nobody' }, now)).toBe(false)
})

it('erasing a user leaves no row, and tells which ids were about them', async () => {
  const world = await createWorld()
  await addUser(world, 'jan')
  await addUser(world, 'piet')
  const factor = await addConfirmed(world, { ...jan, method: 'voice' })
  const kept = await addConfirmed(world, { ...jan, userId: 'piet', method: 'totp' })

  expect(await inside(world, (within) => eraseUser(within, jan))).toEqual(['jan', factor.id])
  expect(await inside(world, (within) => eraseUser(within, jan))).toEqual([])
  expect(await findUser(world.store, jan, world.keyring)).toBeNull()
  const left = await world.store.selectFrom('factors').select('id').execute()
  expect(left).toEqual([{ id: kept.id }])
})
