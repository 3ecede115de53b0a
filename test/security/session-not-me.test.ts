import { expect, it } from 'vitest'
import {
  beginSession,
  findSession,
  followNotMe,
  noteChallenge,
  stepUp,
} from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  HOUR_MS,
  type LoginWorld,
  openLoginWorld,
  tryLogin,
} from '../integration/logins-world.ts'
import { callIs, NUMBER } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain: staying in after the user said "not me", or getting in again with the same password. */

const MINUTE_MS = 60_000
const THIEF_IP = '198.51.100.1'

async function verified(world: LoginWorld, challengeId: string, ip?: string) {
  const { session } = await begin(world, ip === undefined ? {} : { ip })
  const risen = await stepUp(world.parts, await noteChallenge(world.parts, session, challengeId))
  return risen?.token ?? ''
}

const round = (changes: object = {}) => ({
  ...{ id: 'ch_thief', tenantId: 'acme', userId: 'anna', purpose: 'login', status: 'reported' },
  ...changes,
})

const report = (world: LoginWorld, changes: object = {}) =>
  world.store
    .transaction()
    .execute((within) => followNotMe(within, round(changes), world.clock.now()))

it('that login ends, and the sessions of the last hour; older ones and other users go on', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await addLogin(world, { userId: 'bert' })
  const old = await verified(world, 'ch_old')
  for (let wait = 0; wait < 3; wait++) {
    world.clock.advance(25 * MINUTE_MS)
    expect(await findSession(world.parts, old)).not.toBeNull()
  }
  const recent = await verified(world, 'ch_recent', THIEF_IP)
  const bert = await begin(world, { userId: 'bert' })
  const thief = await begin(world, { ip: THIEF_IP })
  await noteChallenge(world.parts, thief.session, 'ch_thief')
  await report(world)

  expect(await findSession(world.parts, thief.token)).toBeNull()
  expect(await findSession(world.parts, recent)).toBeNull()
  expect(await findSession(world.parts, bert.token)).not.toBeNull()
  // Its user goes on there, and chooses a new password first.
  expect(await findSession(world.parts, old)).toMatchObject({ mustChange: true })
  expect(await tryLogin(world)).toMatchObject({ outcome: 'right', mustChange: true })
})

it('the session that began the round ends however old it is', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const { token, session } = await begin(world)
  for (let wait = 0; wait < 10; wait++) {
    world.clock.advance(10 * MINUTE_MS)
    await findSession(world.parts, token)
  }
  await noteChallenge(world.parts, session, 'ch_thief')
  await report(world)
  expect(await findSession(world.parts, token)).toBeNull()
})

it('where the thief was is no known place: guessing goes on as a stranger', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await begin(world, { ip: THIEF_IP })
  await report(world)
  for (let index = 0; index < 5; index++)
    for (let turn = 0; turn < 10; turn++)
      await tryLogin(world, { password: 'wrong password', ip: `203.0.113.${100 + index}` })
  expect((await tryLogin(world, { ip: THIEF_IP })).outcome).toBe('limit-reached')
})

it.each([{ status: 'exhausted' }, { status: 'approved' }, { purpose: 'enrol' }, { userId: null }])(
  '%j ends nothing',
  async (changes) => {
    const world = await openLoginWorld()
    await addLogin(world)
    const { token } = await begin(world)
    await report(world, changes)
    expect(await findSession(world.parts, token)).toMatchObject({ mustChange: false })
  },
)

it('in the whole service: 9 in the call, and the password has to be changed', async () => {
  const service = await startTestService()
  const { post, put, phones, clock, store } = service
  await put('/v1/users/anna', {})
  await put('/v1/users/anna/login', { name: 'anna', password: 'vier natte fietsen op het dak' })
  const added = await post('/v1/users/anna/factors', { method: 'voice', number: NUMBER })
  const code = await codeOf(service, added.body.challenge.id)
  await post(`/v1/users/anna/factors/${added.body.factor.id}/confirm`, { code })
  clock.advance(HOUR_MS)
  const check = () =>
    post('/v1/logins/check', {
      ...{ name: 'anna', password: 'vier natte fietsen op het dak' },
      context: { ip: THIEF_IP },
    })
  expect((await check()).body).toEqual({ userId: 'anna', mustChange: false })

  const begun = await beginSession(
    { store, clock, pseudonym: (_kind, value) => value },
    { tenantId: 'demo', userId: 'anna', place: 'panel', agent: '', ip: THIEF_IP },
  )
  await phones.phone(NUMBER).behave('not-me')
  const { body: challenge } = await post('/v1/challenges', { userId: 'anna' })
  await callIs(service, challenge.id, 'reported')
  expect((await check()).body).toEqual({ userId: 'anna', mustChange: true })
  expect(await findSession({ store, clock }, begun.token)).toBeNull()
})
