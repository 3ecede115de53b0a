import { expect, it } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import {
  addAuthenticator,
  addNumber,
  annaByPhone,
  codeOn,
  loggingIn,
  newestRound,
  roundOn,
} from '../support/panel-user.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { addUserWithLogin, createVisitor } from '../support/visitor.ts'

const pages = [
  ...['/panel', '/panel/2fa', '/set-up', '/set-up/choose', '/set-up/codes', '/set-up/done'],
  `/set-up/confirm/fa_${'0'.repeat(40)}`,
]
const forms = [
  ...['/set-up/add', '/set-up/skip', '/set-up/codes', '/panel/2fa/codes'],
  `/set-up/confirm/fa_${'0'.repeat(40)}`,
  `/set-up/confirm/fa_${'0'.repeat(40)}/again`,
]

const factorsOf = async (service: TestService, userId = 'anna') =>
  (await service.get(`/v1/users/${userId}`)).body.factors as { method: string; state: string }[]

it('without a session every page leads to the login', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const stranger = createVisitor(service)
  for (const page of [...pages, '/verify', '/verify/methods'])
    expect((await stranger.get(page)).path, page).toBe('/login')
  for (const form of [...forms, '/verify', '/verify/again', '/verify/resend']) {
    const seen = await stranger.post(form, { code: '123456', method: 'totp' })
    expect(seen.path, form).toBe('/login')
  }
})

it('with the password alone no page and no form beyond the second step opens', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const thief = await loggingIn(service)
  for (const page of pages) expect((await thief.get(page)).path, page).toMatch(/^\/verify/)
  for (const form of forms) {
    const seen = await thief.post(form, { code: '123456', method: 'totp' })
    expect(seen.path, form).toMatch(/^\/verify/)
  }
  expect(await factorsOf(service)).toHaveLength(1)
})

it('the code of one login does not let in another that has the same password', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const code = await codeOn(service, anna.seen)
  const thief = await loggingIn(service)
  expect(thief.seen.status).toBe(429)
  // Even with the address of the login that waits for this code.
  await thief.get(anna.seen.path)
  const tried = await thief.post('/verify', { code })
  expect(tried.path).not.toBe('/panel')
  expect((await thief.get('/panel')).path).toMatch(/^\/verify/)
  await anna.get('/verify')
  expect((await anna.post('/verify', { code })).path).toBe('/panel')
})

it('the code that confirms a factor does not let anybody in', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const thief = await loggingIn(service)
  await thief.get('/set-up')
  // The thief's number is called in the thief's own session, while nothing protects the account …
  await thief.post('/set-up/add', { method: 'voice', number: '06 87654321' })
  const pending = thief.last()?.path ?? ''
  const code = await codeOf(service, await newestRound(service))
  // … and meanwhile the user sets up a number of her own.
  await addNumber(service)
  const confirmed = await thief.post(pending, { code })
  expect(confirmed.path).toMatch(/^\/verify/)
  await thief.post('/verify', { code })
  expect((await thief.get('/panel')).path).toMatch(/^\/verify/)
  const states = (await factorsOf(service)).filter(({ state }) => state === 'confirmed')
  expect(states).toHaveLength(1)
})

it('not even where a session holds on to the round that confirms it', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const { assertion } = await addAuthenticator(service)
  const thief = await loggingIn(service)
  const wish = { method: 'voice', number: '06 87654321' }
  const added = await service.post('/v1/users/anna/factors', wish, { proof: assertion })
  const challenge_id: string = added.body.challenge.id
  const code = await codeOf(service, challenge_id)
  await service.store.updateTable('sessions').set({ challenge_id }).execute()
  await thief.post('/verify', { code })
  expect((await thief.get('/panel')).path).toMatch(/^\/verify/)
})

it("another user's factor is not there to be confirmed, called or paired", async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  await service.put('/v1/users/bob', {})
  const wish = { method: 'voice', number: '0687654321' }
  const { factor, challenge } = (await service.post('/v1/users/bob/factors', wish)).body
  const code = await codeOf(service, challenge.id)
  const anna = await loggingIn(service)
  await anna.get('/set-up')
  const path = `/set-up/confirm/${factor.id}`
  expect((await anna.get(path)).path).toBe('/set-up')
  expect((await anna.post(path, { code })).path).toBe('/set-up')
  expect((await anna.post(`${path}/again`)).path).toBe('/set-up')
  expect((await anna.post(`${path}/resend`)).path).toBe('/set-up')
  expect(await factorsOf(service, 'bob')).toMatchObject([{ state: 'pending' }])
})

it('a method that is not this user’s own is no way to go on', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  await service.put('/v1/users/bob', {})
  const bob = await addNumber(service, { userId: 'bob', number: '0687654321' })
  service.clock.advance(15 * 60_000)
  const anna = await loggingIn(service)
  const round = roundOn(anna.seen)
  const switched = await anna.post('/verify/switch', { factorId: bob.factor.id })
  expect(roundOn(switched)).toBe(round)
  expect((await service.get(`/v1/challenges/${round}`)).body.to).toContain('78')
})

it('a password that has to be changed comes after the code, and before everything else', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const must_change_at = service.clock.now()
  await service.store.updateTable('logins').set({ must_change_at }).execute()
  const anna = await loggingIn(service)
  // Whoever knows the old password alone does not get to choose the new one.
  expect((await anna.get('/login/change')).path).toMatch(/^\/verify/)
  await anna.post('/verify', { code: await codeOn(service, anna.last()) })
  expect(anna.last()?.path).toBe('/login/change')
  for (const page of [...pages, '/verify'])
    expect((await anna.get(page)).path, page).toBe('/login/change')
  for (const form of forms) {
    const seen = await anna.post(form, { code: '123456', method: 'totp' })
    expect(seen.path, form).toBe('/login/change')
  }
})
