import { hash as argon2, parseOptions } from '@node-rs/argon2'
import { expect, it } from 'vitest'
import { changePolicy } from '../../src/accounts/index.ts'
import {
  changePassword,
  findSession,
  putLogin,
  replaceUnchanged,
  requireNewPassword,
  tidyLogins,
} from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  DAY_MS,
  eventsOf,
  type LoginWorld,
  OTHER_PASSWORD,
  openLoginWorld,
  PASSWORD,
  tokenOf,
  tryLogin,
} from './logins-world.ts'

const whose = { tenantId: 'acme', userId: 'anna' }

/** Tells everybody to choose a new password from that moment on. */
async function announce({ store, clock }: LoginWorld, inMs: number) {
  const passwordsFrom = clock.now() + inMs
  const change = { changes: { passwordsFrom }, by: 'test', at: clock.now() }
  expect((await changePolicy(store, 'acme', change)).outcome).toBe('changed')
  return passwordsFrom
}

const hashOf = async ({ store }: LoginWorld, userId = 'anna') =>
  (
    await store
      .selectFrom('logins')
      .select('password_hash')
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow()
  ).password_hash

it('from the date on, and not before, a password from before must be changed (P1)', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await announce(world, DAY_MS)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: false })
  const { token, session } = await begin(world)
  expect(session.mustChange).toBe(false)

  world.clock.advance(DAY_MS - 20 * 60_000)
  const early = await begin(world)
  world.clock.advance(10 * 60_000)
  expect(await findSession(world.parts, early.token)).toMatchObject({ mustChange: false })
  world.clock.advance(10 * 60_000 + 1)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: true })
  // A session that was there before is told so at its next page.
  expect(await findSession(world.parts, early.token)).toMatchObject({ mustChange: true })
  expect(await findSession(world.parts, token)).toBeNull()

  const late = await begin(world)
  expect(late.session.mustChange).toBe(true)
  const changed = await changePassword(world.parts, late.session, {
    old: PASSWORD,
    password: OTHER_PASSWORD,
  })
  expect(changed).toMatchObject({ outcome: 'changed', session: { mustChange: false } })
  expect(await tryLogin(world, { password: OTHER_PASSWORD })).toMatchObject({ mustChange: false })
  expect(await findSession(world.parts, late.token)).toMatchObject({ mustChange: false })
})

it('a password that a panel sets after the date is a new one', async () => {
  const world = await openLoginWorld()
  await announce(world, 1000)
  world.clock.advance(2000)
  await addLogin(world)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: false })
})

it('three calendar months later the old one stops at that moment, tidied or not (P3)', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const passwordsFrom = await announce(world, 60_000)
  const over = new Date(passwordsFrom)
  over.setUTCMonth(over.getUTCMonth() + 3)
  // Amsterdam may have begun or ended summer time in between.
  const marginMs = 3_600_001
  world.clock.advance(over.getTime() - world.clock.now() - marginMs)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: true })
  const stored = await hashOf(world)

  world.clock.advance(2 * marginMs)
  const { session } = await begin(world)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'wrong' })
  const change = { old: PASSWORD, password: OTHER_PASSWORD }
  expect(await changePassword(world.parts, session, change)).toEqual({ outcome: 'wrong' })
  expect(await hashOf(world)).toBe(stored)

  await tidyLogins(world.parts)
  const replaced = await hashOf(world)
  expect(replaced).not.toBe(stored)
  expect(await tryLogin(world)).toMatchObject({ outcome: 'wrong' })
  expect((await eventsOf(world, 'anna')).map(({ kind }) => kind)).toContain('password.replaced')
  expect(await replaceUnchanged(world.parts)).toBe(0)
  expect(await hashOf(world)).toBe(replaced)
})

it('and "wachtwoord vergeten" lets its user back in', async () => {
  const { askForReset, redeemReset } = await import('../../src/logins/index.ts')
  const world = await openLoginWorld()
  await addLogin(world)
  await announce(world, 1000)
  world.clock.advance(100 * DAY_MS)
  await tidyLogins(world.parts)
  await askForReset(world.parts, { tenantId: 'acme', name: 'anna', ip: '203.0.113.7' })
  const token = await tokenOf(world)
  const redeemed = await redeemReset(world.parts, {
    ...{ tenantId: 'acme', token, password: OTHER_PASSWORD },
  })
  expect(redeemed).toEqual({ outcome: 'changed', userId: 'anna' })
  expect(await tryLogin(world, { password: OTHER_PASSWORD })).toMatchObject({
    ...{ outcome: 'right', mustChange: false },
  })
  expect(await replaceUnchanged(world.parts)).toBe(0)
})

it('replaces in batches: everybody of the tenant once, and nobody else', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await addLogin(world, { tenantId: 'other' })
  const [row] = await world.store
    .selectFrom('logins')
    .selectAll()
    .where('tenant_id', '=', 'acme')
    .execute()
  const [user] = await world.store.selectFrom('users').selectAll().limit(1).execute()
  if (!row || !user) throw new Error('the test needs a login')
  const ids = Array.from({ length: 240 }, (_, index) => `user-${index}`)
  await world.store
    .insertInto('users')
    .values(ids.map((id) => ({ ...user, tenant_id: 'acme', id })))
    .execute()
  await world.store
    .insertInto('logins')
    .values(ids.map((id) => ({ ...row, user_id: id, name_digest: id })))
    .execute()
  await announce(world, 1000)
  world.clock.advance(100 * DAY_MS)
  await addLogin(world, { userId: 'late' })

  expect(await replaceUnchanged(world.parts)).toBe(241)
  const after = await world.store.selectFrom('logins').selectAll().execute()
  const changed = after.filter(({ replaced_at }) => replaced_at !== null)
  expect(changed).toHaveLength(241)
  expect(new Set(changed.map(({ password_hash }) => password_hash)).size).toBe(241)
  expect((await tryLogin(world, { name: 'late' })).outcome).toBe('right')
  expect((await tryLogin(world, { tenantId: 'other' })).outcome).toBe('right')
})

it('a hash with the costs of yesterday is made anew at the next login', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const pepper = Buffer.alloc(32, 5)
  const { createHasher } = await import('../../src/logins/index.ts')
  const parts = { ...world.parts, hasher: createHasher({ pepper }) }
  const old = await argon2(PASSWORD, { secret: pepper, memoryCost: 8192, timeCost: 1 })
  await world.store.updateTable('logins').set({ password_hash: old }).execute()
  const peppered = { ...world, parts }

  expect((await tryLogin(peppered, { password: OTHER_PASSWORD })).outcome).toBe('wrong')
  expect(await hashOf(world)).toBe(old)
  expect((await tryLogin(peppered)).outcome).toBe('right')
  const renewed = await hashOf(world)
  expect(parseOptions(renewed)).toMatchObject({ memoryCost: 19_456, timeCost: 2 })
  expect((await tryLogin(peppered)).outcome).toBe('right')
  expect(await hashOf(world)).toBe(renewed)
})

it('"a new one, please": the next login asks for it, once', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const at = world.clock.now()
  const require = () =>
    world.store.transaction().execute((within) => requireNewPassword(within, { ...whose, at }))
  await require()
  await require()
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: true })
  const { session } = await begin(world)
  expect(session.mustChange).toBe(true)
  await changePassword(world.parts, session, { old: PASSWORD, password: OTHER_PASSWORD })
  expect(await tryLogin(world, { password: OTHER_PASSWORD })).toMatchObject({ mustChange: false })
  const kinds = (await eventsOf(world, 'anna')).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'password.change-required')).toHaveLength(1)
})

it.each([
  ['kort', 'too-short'],
  ['x'.repeat(129), 'too-long'],
  ['qwerty123456', 'known-leaked'],
  ['Anna de Vries', 'is-your-name'],
  ['acme2026', 'is-your-name'],
  ['Zomer2026!', 'too-easy'],
  [PASSWORD, 'same-as-old'],
])('%j cannot be the new password: %s', async (password, reason) => {
  const world = await openLoginWorld()
  await addLogin(world)
  const { session } = await begin(world)
  const before = await hashOf(world)
  const changed = await changePassword(world.parts, session, { old: PASSWORD, password })
  expect(changed).toEqual({ outcome: 'refused', reason })
  expect(await hashOf(world)).toBe(before)
})

it('a changed password is told by mail, and ends every other session', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const [here, there] = [await begin(world), await begin(world)]
  const change = { old: PASSWORD, password: OTHER_PASSWORD }
  expect((await changePassword(world.parts, here.session, change)).outcome).toBe('changed')
  expect(await findSession(world.parts, here.token)).not.toBeNull()
  expect(await findSession(world.parts, there.token)).toBeNull()
  expect((await world.mails()).map(({ to, subject }) => [to, subject])).toEqual([
    ['anna@panel.example', 'Acme: wachtwoord gewijzigd'],
  ])
  const events = await eventsOf(world, 'anna')
  expect(events.at(-1)).toMatchObject({
    ...{ kind: 'password.set', actor: 'panel', detail: { way: 'user', sessionsEnded: 1 } },
  })
})

it('a panel that tells the same password again changes nothing, and makes no old one new', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const { token } = await begin(world)
  await announce(world, 1000)
  world.clock.advance(2000)
  const before = await hashOf(world)
  await addLogin(world)
  expect(await hashOf(world)).toBe(before)
  expect(await findSession(world.parts, token)).toMatchObject({ mustChange: true })
})

it('a panel that sets another password ends every session', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const { token } = await begin(world)
  const caller = { tenantId: 'acme', keyId: 'key_1', policy: await world.policyOf() }
  await putLogin(world.parts, caller, { userId: 'anna', name: 'anna', password: OTHER_PASSWORD })
  expect(await findSession(world.parts, token)).toBeNull()
})
