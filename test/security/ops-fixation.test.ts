import { expect, it } from 'vitest'
import {
  addKnownOperator,
  addNewOperator,
  freshCode,
  logInAgain,
  logInOperator,
  OPS_COOKIE,
  OPS_PASSWORD,
  secretOn,
} from '../support/ops-world.ts'
import { totpAt } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { createVisitor } from '../support/visitor.ts'

/** T21. Gain: somebody sits in the console with a cookie that they planted or saw before. */

it('the session has another name after every step, and the one before is dead', async () => {
  const service = await startTestService()
  const { name, password, visitor } = await addNewOperator(service)
  const seen = [] as string[]
  const note = () => seen.push(visitor.cookies.get(OPS_COOKIE) ?? '')
  const asked = await logInOperator(visitor, { name, password })
  note()
  const code = totpAt(secretOn(asked), service.clock.now())
  await visitor.post('/ops/set-up', { code })
  note()
  await visitor.post('/ops/password', { old: password, password: OPS_PASSWORD })
  note()
  expect(new Set(seen).size).toBe(3)
  for (const token of seen.slice(0, -1)) {
    const watcher = createVisitor(service)
    watcher.cookies.set(OPS_COOKIE, token)
    expect((await watcher.get('/ops')).path).toBe('/ops/login')
  }
  expect((await visitor.get('/ops')).path).toBe('/ops')
})

it('a cookie that somebody planted is not the one that gets in', async () => {
  const service = await startTestService()
  const olga = await addKnownOperator(service)
  const thief = createVisitor(service)
  await logInOperator(thief, { name: 'olga', password: OPS_PASSWORD })
  const planted = thief.cookies.get(OPS_COOKIE) ?? ''

  const visitor = createVisitor(service)
  visitor.cookies.set(OPS_COOKIE, planted)
  await visitor.get('/ops/login')
  await visitor.post('/ops/verify', { code: freshCode(service, olga.secret) })
  expect(visitor.last()?.path).toBe('/ops')
  expect(visitor.cookies.get(OPS_COOKIE)).not.toBe(planted)
  expect((await thief.get('/ops')).path).toBe('/ops/login')
})

it('whoever had the first password too cannot plant an authenticator that they know', async () => {
  const service = await startTestService()
  const { name, password, visitor } = await addNewOperator(service)
  const thief = createVisitor(service)
  const planted = secretOn(await logInOperator(thief, { name, password }))
  const asked = await logInOperator(visitor, { name, password })
  const own = secretOn(asked)
  expect(own).not.toBe(planted)
  const code = totpAt(own, service.clock.now())
  expect((await visitor.post('/ops/set-up', { code })).path).toBe('/ops/password')

  // Too late: there is an authenticator now, and it is not the thief's.
  await thief.post('/ops/set-up', { code: totpAt(planted, service.clock.now()) })
  expect((await thief.get('/ops')).path).toBe('/ops/verify')
  await thief.get('/ops/verify')
  const tried = await thief.post('/ops/verify', { code: freshCode(service, planted) })
  expect(tried.status).toBe(422)
})

it('a code works once, also when it comes in twice at the same moment', async () => {
  const service = await startTestService()
  const { secret } = await addKnownOperator(service)
  const login = { name: 'olga', password: OPS_PASSWORD }
  const [first, second] = [createVisitor(service), createVisitor(service)]
  for (const visitor of [first, second]) await logInOperator(visitor, login)
  const code = freshCode(service, secret)
  const both = await Promise.all([first, second].map((one) => one.post('/ops/verify', { code })))
  expect(both.map(({ path }) => path).sort()).toEqual(['/ops', '/ops/verify'])
  const third = createVisitor(service)
  await logInOperator(third, login)
  expect((await third.post('/ops/verify', { code })).status).toBe(422)
})

it('after a code nobody can guess on: ten wrong ones are the most in a day', async () => {
  const service = await startTestService()
  const olga = await addKnownOperator(service)
  const guesser = createVisitor(service)
  await logInOperator(guesser, { name: 'olga', password: OPS_PASSWORD })
  const statuses = []
  for (let guess = 0; guess < 12; guess++) {
    await guesser.get('/ops/verify')
    statuses.push((await guesser.post('/ops/verify', { code: String(100_000 + guess) })).status)
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429])
  // The right one is not looked at either.
  const code = freshCode(service, olga.secret)
  expect((await guesser.post('/ops/verify', { code })).status).toBe(429)
  service.clock.advance(24 * 3_600_000)
  expect((await (await logInAgain(service, olga)).get('/ops')).path).toBe('/ops')
})

it('passwords cannot be guessed, and strangers lock nobody out of where they usually are', async () => {
  const service = await startTestService()
  const olga = await addKnownOperator(service)
  const guesser = createVisitor(service)
  const statuses = new Set<number>()
  for (let guess = 0; guess < 12; guess++) {
    await guesser.get('/ops/login')
    statuses.add((await guesser.post('/ops/login', { name: 'olga', password: `x${guess}` })).status)
  }
  expect([...statuses]).toEqual([422, 429])
  const unknown = createVisitor(service)
  await unknown.get('/ops/login')
  const nobody = await unknown.post('/ops/login', { name: 'nobody', password: 'geraden' })
  expect(nobody.status).toBe(422)
  service.clock.advance(15 * 60_000)
  expect((await (await logInAgain(service, olga)).get('/ops')).path).toBe('/ops')
})
