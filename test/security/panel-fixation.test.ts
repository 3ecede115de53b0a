import { expect, it } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import { annaByPhone, codeOn, loggingIn, newestRound } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, createVisitor, logIn } from '../support/visitor.ts'

const SESSION = '__Host-belcode'

it('a session cookie that somebody planted is not the one that gets in', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const thief = await loggingIn(service)
  const planted = thief.cookies.get(SESSION) ?? ''
  service.clock.advance(60_000)

  // The user logs in with the thief's cookie in her browser.
  const anna = createVisitor(service)
  anna.cookies.set(SESSION, planted)
  const seen = await logIn(anna)
  expect(anna.cookies.get(SESSION)).not.toBe(planted)
  await anna.post('/verify', { code: await codeOn(service, seen) })
  expect(anna.last()?.path).toBe('/panel')
  expect((await thief.get('/panel')).path).not.toBe('/panel')
})

it('the session has another name after the second step, and the one before is dead', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const before = anna.cookies.get(SESSION) ?? ''
  const watcher = createVisitor(service)
  watcher.cookies.set(SESSION, before)
  await anna.post('/verify', { code: await codeOn(service, anna.seen) })
  expect(anna.cookies.get(SESSION)).not.toBe(before)
  expect((await watcher.get('/panel')).path).toBe('/login')
  expect((await anna.get('/panel')).path).toBe('/panel')
})

it('so it has after a first factor was set up', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const anna = await loggingIn(service)
  const before = anna.cookies.get(SESSION) ?? ''
  await anna.get('/set-up')
  await anna.post('/set-up/add', { method: 'voice', number: '06 12345678' })
  const code = await codeOf(service, await newestRound(service))
  await anna.post(anna.last()?.path ?? '', { code })
  expect(anna.cookies.get(SESSION)).not.toBe(before)
  const watcher = createVisitor(service)
  watcher.cookies.set(SESSION, before)
  expect((await watcher.get('/set-up')).path).toBe('/login')
})

it('a right code that comes in twice at once lets one session in, once', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const code = await codeOn(service, anna.seen)
  const twin = createVisitor(service)
  for (const [name, value] of anna.cookies) twin.cookies.set(name, value)
  await twin.get('/verify')
  const [first, second] = await Promise.all([
    anna.post('/verify', { code }),
    twin.post('/verify', { code }),
  ])
  const inside = [first, second].filter(({ path }) => path === '/panel')
  expect(inside).toHaveLength(1)
})
