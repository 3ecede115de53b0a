import { expect, it } from 'vitest'
import { askForReset, redeemReset } from '../../src/logins/index.ts'
import {
  addLogin,
  begin,
  DAY_MS,
  HOME_IP,
  type LoginWorld,
  MINUTE_MS,
  OTHER_PASSWORD,
  openLoginWorld,
  PASSWORD,
  tokenOf,
  tryLogin,
} from '../integration/logins-world.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain (T24): keeping somebody out of their own account by guessing wrong on their behalf. */

const wrong = { password: 'wrong password' }

/** As many addresses as it takes to fill every limit on the name. */
async function attackFrom(world: LoginWorld, addresses: number) {
  let refused = 0
  for (let index = 0; index < addresses; index++)
    for (let turn = 0; turn < 10; turn++) {
      const ip = `198.51.100.${index}`
      if ((await tryLogin(world, { ...wrong, ip })).outcome === 'limit-reached') refused += 1
    }
  return refused
}

it('one address that guesses stops only itself', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  for (let turn = 0; turn < 20; turn++) await tryLogin(world, { ...wrong, ip: '198.51.100.1' })
  const attacker = await tryLogin(world, { ip: '198.51.100.1' })
  expect(attacker).toMatchObject({
    outcome: 'limit-reached',
    limit: 'wrong-passwords-login-ip-15m',
  })
  // Somebody who never logged in before, from an address that nobody knows.
  expect((await tryLogin(world)).outcome).toBe('right')
})

it('many addresses do not keep its user from where they got in lately', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await begin(world)
  world.clock.advance(20 * DAY_MS)
  expect(await attackFrom(world, 10)).toBe(50)
  for (let login = 0; login < 20; login++) expect((await tryLogin(world)).outcome).toBe('right')
})

it('from a new address a mail is the way in, and the attack goes on outside', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  expect(await attackFrom(world, 10)).toBe(50)
  const away = { ip: '203.0.113.200' }
  expect(await tryLogin(world, away)).toMatchObject({
    ...{ outcome: 'limit-reached', limit: 'wrong-passwords-login-24h' },
  })

  await askForReset(world.parts, { tenantId: 'acme', name: 'anna', ...away })
  const token = await tokenOf(world)
  const password = OTHER_PASSWORD
  await redeemReset(world.parts, { tenantId: 'acme', token, password, ...away })
  expect((await tryLogin(world, { ...away, password })).outcome).toBe('right')
  expect((await tryLogin(world, { ip: '198.51.100.77', password })).outcome).toBe('limit-reached')
})

it('mails that strangers ask for leave a link that works, and do not fill the mailbox', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  for (let index = 0; index < 30; index++)
    await askForReset(world.parts, { tenantId: 'acme', name: 'anna', ip: `198.51.100.${index}` })
  expect(await world.mails()).toHaveLength(5)
  const token = await tokenOf(world)
  const redeemed = await redeemReset(world.parts, {
    ...{ tenantId: 'acme', token, password: OTHER_PASSWORD },
  })
  expect(redeemed.outcome).toBe('changed')
})

it('a known place is one where somebody got in: guessing there does not make it one', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  for (let turn = 0; turn < 9; turn++) await tryLogin(world, wrong)
  await attackFrom(world, 10)
  expect((await tryLogin(world)).outcome).toBe('limit-reached')
})

it('a known place guesses no more than another in a quarter of an hour, and in a day', async () => {
  const world = await openLoginWorld()
  await addLogin(world)
  await begin(world)
  let evaluated = 0
  for (let quarter = 0; quarter < 6; quarter++) {
    for (let turn = 0; turn < 12; turn++)
      if ((await tryLogin(world, wrong)).outcome === 'wrong') evaluated += 1
    world.clock.advance(15 * MINUTE_MS)
  }
  expect(evaluated).toBe(30)
  expect(await tryLogin(world)).toMatchObject({ limit: 'wrong-passwords-login-ip-24h' })
  world.clock.advance(DAY_MS)
  expect((await tryLogin(world, { ip: HOME_IP })).outcome).toBe('right')
})

it('whoever has no password takes nothing of the second step: no call, no code, and its user gets in', async () => {
  const service = await startTestService()
  const { clock, post, put } = service
  await put('/v1/users/anna', {})
  await put('/v1/users/anna/login', { name: 'anna', password: PASSWORD })
  const added = await post('/v1/users/anna/factors', { method: 'voice', number: '0612345678' })
  const path = `/v1/users/anna/factors/${added.body.factor.id}/confirm`
  expect((await post(path, { code: await codeOf(service, added.body.challenge.id) })).status).toBe(
    200,
  )
  const check = (password: string, ip: string) =>
    post('/v1/logins/check', { name: 'anna', password, context: { ip } })
  const login = async () => {
    const checked = await check(PASSWORD, HOME_IP)
    expect(checked.status, checked.text).toBe(200)
    const opened = await post('/v1/challenges', { userId: 'anna', context: { ip: HOME_IP } })
    expect(opened.status, opened.text).toBe(201)
    const code = await codeOf(service, opened.body.id)
    const verified = await post(`/v1/challenges/${opened.body.id}/verify`, { code })
    expect(verified.status, verified.text).toBe(200)
  }
  clock.advance(MINUTE_MS)
  await login()

  for (let day = 0; day < 3; day++) {
    clock.advance(DAY_MS)
    const answers: number[] = []
    for (let guess = 0; guess < 60; guess++)
      answers.push((await check('wrong password', `198.51.100.${guess % 8}`)).status)
    expect(answers.filter((status) => status === 429)).toHaveLength(10)
    await login()
  }
  // One to enrol and one for each login of hers: nobody else made it ring.
  expect(await service.store.selectFrom('calls').select('id').execute()).toHaveLength(5)
}, 60_000)
