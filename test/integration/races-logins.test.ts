import { expect, it } from 'vitest'
import { changePolicy } from '../../src/accounts/index.ts'
import {
  askForReset,
  changePassword,
  findSession,
  noteChallenge,
  putLogin,
  redeemReset,
  replaceUnchanged,
  stepUp,
} from '../../src/logins/index.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import { ROUNDS } from '../support/two-instances.ts'
import {
  addLogin,
  begin,
  DAY_MS,
  HOME_IP,
  OTHER_PASSWORD,
  openLoginWorld,
  PASSWORD,
  tokenOf,
  tryLogin,
} from './logins-world.ts'

/** A machine that is too busy does nothing rather than wait. */
function orBusy<T>(act: Promise<T>): Promise<T | null> {
  return act.catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return null
    throw error
  })
}

it('two users who want one name at the same time: one gets it', async () => {
  const world = await openLoginWorld()
  const instances = [world.parts, await world.another()]
  await addLogin(world, { userId: 'anna' })
  await addLogin(world, { userId: 'bert' })
  const caller = { tenantId: 'acme', keyId: 'key_1', policy: await world.policyOf() }
  for (let round = 0; round < ROUNDS; round++) {
    const name = `wanted-${round}`
    const results = await Promise.all(
      ['anna', 'bert'].map((userId, turn) =>
        orBusy(putLogin(instances[turn] ?? world.parts, caller, { userId, name })),
      ),
    )
    expect(results.map((result) => result?.outcome).sort()).toEqual(['name-taken', 'put'])
  }
})

it('two users who are new and want one name: one gets it, and one login is made', async () => {
  const world = await openLoginWorld()
  for (let round = 0; round < ROUNDS; round++) {
    const name = `new-${round}`
    const results = await Promise.allSettled(
      [`a${round}`, `b${round}`].map((userId) => addLogin(world, { userId, name, password: null })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  }
  expect(await world.store.selectFrom('logins').selectAll().execute()).toHaveLength(ROUNDS)
})

it('twenty who bring one link at the same time: one sets the password', async () => {
  const world = await openLoginWorld()
  const instances = [world.parts, await world.another()]
  await addLogin(world)
  for (let round = 0; round < 5; round++) {
    await askForReset(world.parts, { tenantId: 'acme', name: 'anna', ip: HOME_IP })
    const token = await tokenOf(world)
    const passwords = Array.from({ length: 20 }, (_, turn) => `${OTHER_PASSWORD} ${round}.${turn}`)
    const results = await Promise.all(
      passwords.map((password, turn) =>
        orBusy(
          redeemReset(instances[turn % 2] ?? world.parts, { tenantId: 'acme', token, password }),
        ),
      ),
    )
    const winners = passwords.filter((_, turn) => results[turn]?.outcome === 'changed')
    expect(winners).toHaveLength(1)
    expect((await tryLogin(world, { password: winners[0] ?? '' })).outcome).toBe('right')
    world.clock.advance(DAY_MS)
  }
})

it('two who both know the old password: the second finds it gone', async () => {
  const world = await openLoginWorld()
  const instances = [world.parts, await world.another()]
  await addLogin(world)
  let old = PASSWORD
  for (let round = 0; round < 5; round++) {
    const passwords = [`${OTHER_PASSWORD} ${round}.1`, `${OTHER_PASSWORD} ${round}.2`]
    const sessions = [await begin(world), await begin(world)]
    const results = await Promise.all(
      passwords.map((password, turn) =>
        orBusy(
          changePassword(instances[turn] ?? world.parts, (sessions[turn] ?? sessions[0])!.session, {
            old,
            password,
          }),
        ),
      ),
    )
    const winners = passwords.filter((_, turn) => results[turn]?.outcome === 'changed')
    expect(winners).toHaveLength(1)
    old = winners[0] ?? ''
    expect((await tryLogin(world, { password: old })).outcome).toBe('right')
  }
})

it('twenty who step up one session at the same time: one gets the new token', async () => {
  const world = await openLoginWorld()
  const instances = [world.parts, await world.another()]
  await addLogin(world)
  for (let round = 0; round < ROUNDS; round++) {
    const { token, session } = await begin(world)
    const bound = await noteChallenge(world.parts, session, `ch_${round}`)
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        orBusy(stepUp(instances[turn % 2] ?? world.parts, bound)),
      ),
    )
    const risen = results.filter((result) => result !== null)
    expect(risen).toHaveLength(1)
    expect(await findSession(world.parts, token)).toBeNull()
    expect(await findSession(world.parts, risen[0]?.token ?? '')).toMatchObject({
      stage: 'verified',
    })
  }
})

it('two instances that tidy at the same time replace each password once', async () => {
  const world = await openLoginWorld()
  const other = await world.another()
  for (let index = 0; index < 30; index++)
    await addLogin(world, { userId: `user-${index}`, password: null })
  const passwordsFrom = world.clock.now() + 1000
  await changePolicy(world.store, 'acme', {
    ...{ changes: { passwordsFrom }, by: 'test', at: world.clock.now() },
  })
  world.clock.advance(100 * DAY_MS)
  const counts = await Promise.all([world.parts, other].map((parts) => replaceUnchanged(parts)))
  expect(counts[0]! + counts[1]!).toBe(30)
  const events = await world.store
    .selectFrom('audit_events')
    .select('about')
    .where('kind', '=', 'password.replaced')
    .execute()
  expect(new Set(events.map(({ about }) => about)).size).toBe(30)
  expect(events).toHaveLength(30)
})

it('a password that is chosen while others are replaced stays', async () => {
  const world = await openLoginWorld()
  const other = await world.another()
  for (let round = 0; round < 5; round++) {
    const userId = `user-${round}`
    await addLogin(world, { userId })
    await world.store
      .updateTable('logins')
      .set({ password_set_at: 1 })
      .where('user_id', '=', userId)
      .execute()
    const passwordsFrom = 2
    await world.store
      .updateTable('tenants')
      .set({ policy: JSON.stringify({ siteName: 'Acme', passwordsFrom }) })
      .where('id', '=', 'acme')
      .execute()
    const caller = { tenantId: 'acme', keyId: 'key_1', policy: await world.policyOf() }
    const wish = { userId, name: userId, password: OTHER_PASSWORD }
    await Promise.all([putLogin(world.parts, caller, wish), replaceUnchanged(other)])
    const again = await tryLogin(world, { name: userId, password: OTHER_PASSWORD })
    expect(again.outcome).toBe('right')
  }
})
