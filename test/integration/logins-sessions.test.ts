import { expect, it } from 'vitest'
import {
  endOthers,
  endSession,
  findSession,
  listSessions,
  noteChallenge,
  noteSkipped,
  type Session,
  stepDown,
  stepUp,
  tidyLogins,
} from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  DAY_MS,
  eventsOf,
  HOUR_MS,
  type LoginWorld,
  MINUTE_MS,
  openLoginWorld,
  tryLogin,
} from './logins-world.ts'

async function withLogin() {
  const world = await openLoginWorld()
  await addLogin(world)
  const find = (token: string) => findSession(world.parts, token)
  return { world, find }
}

/** A session whose second factor was right. */
async function verified(world: LoginWorld) {
  const { session } = await begin(world)
  const bound = await noteChallenge(world.parts, session, 'ch_1')
  const risen = await stepUp(world.parts, bound)
  if (!risen) throw new Error('not verified')
  return risen
}

it('begins after the password, and says where, when and by what', async () => {
  const { world, find } = await withLogin()
  const { token, session } = await begin(world)
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(session).toMatchObject({
    ...{ tenantId: 'acme', userId: 'anna', stage: 'password', place: 'panel' },
    ...{ challengeId: null, verifiedAt: null, mustChange: false, skippedSetUp: false },
    agent: 'Firefox, Linux',
  })
  expect(session.expiresAt - session.createdAt).toBe(12 * HOUR_MS)
  expect(await find(token)).toEqual(session)
  expect(await find(`${token.slice(0, -1)}_`)).toBeNull()
  expect(await find('')).toBeNull()
})

it.each([
  ['password', 15],
  ['verified', 30],
] as const)('stage %s: after %i minutes of nothing it has ended', async (stage, minutes) => {
  const { world, find } = await withLogin()
  const { token } = stage === 'verified' ? await verified(world) : await begin(world)
  for (let times = 0; times < 3; times++) {
    world.clock.advance((minutes - 1) * MINUTE_MS)
    expect(await find(token)).toMatchObject({ stage })
  }
  world.clock.advance(minutes * MINUTE_MS)
  expect(await find(token)).toBeNull()
})

it('after twelve hours it has ended, however busy it was', async () => {
  const { world, find } = await withLogin()
  const { token } = await verified(world)
  for (let times = 0; times < 12 * 3 - 1; times++) {
    world.clock.advance(20 * MINUTE_MS)
    expect(await find(token), String(times)).not.toBeNull()
  }
  world.clock.advance(20 * MINUTE_MS)
  expect(await find(token)).toBeNull()
})

it('being seen is written once a minute, not at each request', async () => {
  const { world, find } = await withLogin()
  const { token, session } = await begin(world)
  world.clock.advance(30_000)
  expect((await find(token))?.seenAt).toBe(session.seenAt)
  world.clock.advance(30_000)
  expect((await find(token))?.seenAt).toBeGreaterThan(session.seenAt)
})

it('remembers the round of proof and what was put off', async () => {
  const { world, find } = await withLogin()
  const { token, session } = await begin(world)
  const noted = await noteSkipped(world.parts, await noteChallenge(world.parts, session, 'ch_7'))
  expect(noted).toMatchObject({ challengeId: 'ch_7', skippedSetUp: true })
  expect(await find(token)).toMatchObject({ challengeId: 'ch_7', skippedSetUp: true })
})

it('steps down before something that changes how its user gets in', async () => {
  const { world, find } = await withLogin()
  const { token, session } = await verified(world)
  expect(await stepDown(world.parts, session)).toMatchObject({ stage: 'password' })
  expect(await find(token)).toMatchObject({ stage: 'password', verifiedAt: null })
})

it('is listed, and ended one by one or all others at once', async () => {
  const { world, find } = await withLogin()
  await addLogin(world, { userId: 'bert' })
  const bert = await begin(world, { userId: 'bert' })
  const [first, second, third] = [await begin(world), await begin(world), await begin(world)]
  const whose = { tenantId: 'acme', userId: 'anna' }
  const ids = async () => (await listSessions(world.parts, whose)).map(({ id }) => id)
  expect((await ids()).sort()).toEqual(
    [first, second, third].map(({ session }) => session.id).sort(),
  )

  expect(await endSession(world.parts, first.session)).toBe(true)
  expect(await endSession(world.parts, first.session)).toBe(false)
  expect(await find(first.token)).toBeNull()
  expect(await endOthers(world.parts, second.session)).toBe(1)
  expect(await ids()).toEqual([second.session.id])
  expect(await find(bert.token)).not.toBeNull()
  const ended = (await eventsOf(world, 'anna')).filter(({ kind }) => kind === 'session.ended')
  expect(ended.map(({ detail }) => detail.session)).toEqual([first.session.id, third.session.id])
})

it('of somebody else cannot be ended by knowing its id', async () => {
  const { world, find } = await withLogin()
  const { token, session } = await begin(world)
  for (const thief of [{ userId: 'bert' }, { tenantId: 'other' }])
    expect(await endSession(world.parts, { ...session, ...thief })).toBe(false)
  expect(await find(token)).not.toBeNull()
})

it('an ended one is kept for as long as it says where somebody got in, and then forgotten', async () => {
  const { world } = await withLogin()
  const { session } = await begin(world)
  await endSession(world.parts, session)
  const rows = () => world.store.selectFrom('sessions').select('id').execute()
  world.clock.advance(29 * DAY_MS)
  await tidyLogins(world.parts)
  expect(await rows()).toHaveLength(1)
  world.clock.advance(2 * DAY_MS)
  await tidyLogins(world.parts)
  expect(await rows()).toEqual([])
  expect((await tryLogin(world)).outcome).toBe('right')
})

it('a session of a user without a login needs no new password', async () => {
  const { world, find } = await withLogin()
  const { token } = await begin(world)
  await world.store.deleteFrom('logins').execute()
  expect(await find(token)).toMatchObject({ mustChange: false } satisfies Partial<Session>)
})
