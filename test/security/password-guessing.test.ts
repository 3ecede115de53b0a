import { expect, it } from 'vitest'
import { changePassword, findSession } from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  HOME_IP,
  MINUTE_MS,
  OTHER_PASSWORD,
  openLoginWorld,
  PASSWORD,
  tryLogin,
} from '../integration/logins-world.ts'

/** Gain: a password, by trying many: at one login, at many, at once, or through another door. */

const wrong = { password: 'wrong password' }

it('of 100 guesses at once at one login ten are looked at, and the right one comes too late', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const guesses = Array.from({ length: 50 }, () => tryLogin(world, wrong))
  const answers = (await Promise.all(guesses)).map(({ outcome }) => outcome)
  expect(answers.filter((outcome) => outcome === 'wrong')).toHaveLength(10)
  expect(answers.filter((outcome) => outcome === 'limit-reached')).toHaveLength(40)
  expect((await tryLogin(world)).outcome).toBe('limit-reached')
})

it('one address that sprays one password over many names is stopped', async () => {
  const world = await openLoginWorld()
  const outcomes: string[] = []
  for (let index = 0; index < 60; index++)
    outcomes.push((await tryLogin(world, { ...wrong, name: `user-${index}` })).outcome)
  expect(outcomes.indexOf('limit-reached')).toBe(50)
  expect((await tryLogin(world, { name: 'user-99' })).outcome).toBe('limit-reached')
  expect((await tryLogin(world, { name: 'user-99', ip: '203.0.113.9' })).outcome).toBe('wrong')
})

it('whoever holds an IPv6 /48 does not get a chance for each of its networks', async () => {
  const world = await openLoginWorld()
  const outcomes: string[] = []
  for (let index = 0; index < 110; index++) {
    const ip = `2001:db8:7:${index.toString(16)}::1`
    outcomes.push((await tryLogin(world, { ...wrong, name: `user-${index}`, ip })).outcome)
  }
  expect(outcomes.indexOf('limit-reached')).toBe(100)
})

it('the addresses of one IPv6 /64 are one', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  for (let index = 0; index < 10; index++)
    await tryLogin(world, { ...wrong, ip: `2001:db8::${index + 1}` })
  const next = await tryLogin(world, { ip: '2001:db8::ffff' })
  expect(next).toMatchObject({ limit: 'wrong-passwords-login-ip-15m' })
})

it('another way to write a name is no fresh chance', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const spellings = ['anna', 'ANNA', ' anna', 'Anna ', 'aNNa']
  const outcomes: string[] = []
  for (let turn = 0; turn < 15; turn++)
    outcomes.push((await tryLogin(world, { ...wrong, name: spellings[turn % 5] ?? '' })).outcome)
  expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10)
})

it('a right password costs none of the guesses, and forgives none', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  for (let turn = 0; turn < 9; turn++) await tryLogin(world, wrong)
  for (let turn = 0; turn < 30; turn++) expect((await tryLogin(world)).outcome).toBe('right')
  expect((await tryLogin(world, wrong)).outcome).toBe('wrong')
  expect((await tryLogin(world)).outcome).toBe('limit-reached')
  world.clock.advance(15 * MINUTE_MS)
  expect((await tryLogin(world)).outcome).toBe('right')
})

it('who sits at an open session guesses the old password no more often', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  const { token, session } = await begin(world)
  const outcomes: string[] = []
  for (let turn = 0; turn < 12; turn++) {
    const change = { old: `guess ${turn}`, password: OTHER_PASSWORD }
    outcomes.push((await changePassword(world.parts, session, change)).outcome)
  }
  expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10)
  const right = { old: PASSWORD, password: OTHER_PASSWORD }
  expect((await changePassword(world.parts, session, right)).outcome).toBe('limit-reached')
  expect((await tryLogin(world, { ip: HOME_IP })).outcome).toBe('limit-reached')
  expect(await findSession(world.parts, token)).not.toBeNull()
})
