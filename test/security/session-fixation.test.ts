import { expect, it } from 'vitest'
import { findSession, noteChallenge, stepUp } from '../../src/logins/index.ts'
import { addLogin, begin, openLoginWorld } from '../integration/logins-world.ts'

/** Gain (T21): a full session, by planting a token before the login, or by the proof of another one. */

async function withLogin() {
  const world = await openLoginWorld()
  await addLogin(world)
  return world
}

it('a token that was known before the second factor never becomes a full session, 100 of 100', async () => {
  const world = await withLogin()
  for (let round = 0; round < 100; round++) {
    const planted = await begin(world)
    const bound = await noteChallenge(world.parts, planted.session, `ch_${round}`)
    const risen = await stepUp(world.parts, bound)
    expect(risen?.token).not.toBe(planted.token)
    expect(risen?.session).toMatchObject({ id: planted.session.id, stage: 'verified' })
    expect(await findSession(world.parts, planted.token)).toBeNull()
    expect(await findSession(world.parts, risen?.token ?? '')).toEqual(risen?.session)
  }
})

it('what was remembered of the session before it stepped up opens nothing any more', async () => {
  const world = await withLogin()
  const { session } = await begin(world)
  const bound = await noteChallenge(world.parts, session, 'ch_1')
  const risen = await stepUp(world.parts, bound)
  await noteChallenge(world.parts, session, 'ch_2')
  expect(await stepUp(world.parts, bound)).toBeNull()
  expect(await stepUp(world.parts, session, { challengeId: 'ch_2' })).toBeNull()
  expect(await findSession(world.parts, risen?.token ?? '')).toMatchObject({ challengeId: null })
})

it('the proof of one browser does not lift another', async () => {
  const world = await withLogin()
  const [own, others] = [await begin(world), await begin(world)]
  await noteChallenge(world.parts, own.session, 'ch_own')
  expect(await stepUp(world.parts, others.session, { challengeId: 'ch_own' })).toBeNull()
  expect(await findSession(world.parts, others.token)).toMatchObject({ stage: 'password' })
})

it('without a round of proof nothing is lifted by accident', async () => {
  const world = await withLogin()
  const { token, session } = await begin(world)
  expect(await stepUp(world.parts, session)).toBeNull()
  expect(await findSession(world.parts, token)).toMatchObject({ stage: 'password' })
})

it('a session that has ended steps up no more', async () => {
  const world = await withLogin()
  const { session } = await begin(world)
  const bound = await noteChallenge(world.parts, session, 'ch_1')
  world.clock.advance(16 * 60_000)
  expect(await stepUp(world.parts, bound)).toBeNull()
})
