import { expect, it } from 'vitest'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, createVisitor, logIn, PASSWORD } from '../support/visitor.ts'

const DAY_MS = 24 * 3_600_000
const iso = (at: number) => new Date(at).toISOString()

it('a name and a password open the panel of who needs no second step yet, and the way out ends it', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const visitor = createVisitor(service)
  expect((await visitor.get('/panel')).path).toBe('/login')
  const home = await logIn(visitor)
  expect(home.path).toBe('/panel')
  expect(home.text).toContain('Welkom, Anna de Vries')
  const session = visitor.cookies.get('__Host-belcode')

  expect((await visitor.post('/logout')).text).toContain('Je bent uitgelogd')
  visitor.cookies.set('__Host-belcode', session ?? '')
  expect((await visitor.get('/panel')).path).toBe('/login')
})

it('a cookie of a session is ours alone, hidden from scripts, and new after each step', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const visitor = createVisitor(service)
  await visitor.get('/login')
  const answer = await fetch(`${service.home}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: service.home, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'anna', password: PASSWORD }).toString(),
  })
  const [line = ''] = answer.headers.getSetCookie()
  for (const word of ['__Host-belcode=', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
    expect(line).toContain(word)
  expect(line).not.toMatch(/Domain=/i)
})

it('wrong, unknown and empty say the same, and nothing of the password comes back', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const seen = []
  for (const [name, password] of [
    ['anna', 'niet mijn wachtwoord'],
    ['niemand', 'niet mijn wachtwoord'],
  ] as const) {
    const visitor = createVisitor(service)
    const page = await logIn(visitor, name, password)
    expect(page.status).toBe(422)
    expect(page.html).not.toContain(password)
    seen.push(page.text.replaceAll(name, ''))
  }
  expect(new Set(seen).size).toBe(1)
})

it('in English for whoever asks for it, and as chosen afterwards', async () => {
  const service = await startTestService()
  const visitor = createVisitor(service, 'en')
  expect((await visitor.get('/login')).text).toContain('User name')
  expect((await visitor.get('/language/nl?back=/login')).text).toContain('Gebruikersnaam')
  expect((await visitor.get('/login')).text).toContain('Gebruikersnaam')
})

it('before, on and after the dates: asked, asked with days left, and not let in without', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const [announceAt, enforceAt] = [1, 3].map((days) => iso(service.clock.now() + days * DAY_MS))
  expect((await service.patch('/v1/policy', { announceAt, enforceAt })).status).toBe(200)

  expect((await logIn(createVisitor(service))).path).toBe('/panel')
  service.clock.advance(1.5 * DAY_MS)
  const asked = await logIn(createVisitor(service))
  expect(asked.path).toBe('/set-up')
  expect(asked.text).toContain('We moeten eerst uw account beveiligen')
  service.clock.advance(2 * DAY_MS)
  const visitor = createVisitor(service)
  expect((await logIn(visitor)).path).toBe('/set-up')
  expect((await visitor.get('/panel')).path).toBe('/set-up')
})

it('from its date on a password is changed at the next login, and the session goes on', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  service.clock.advance(DAY_MS)
  const passwordsFrom = iso(service.clock.now() - 1000)
  expect((await service.patch('/v1/policy', { passwordsFrom })).status).toBe(200)
  const visitor = createVisitor(service)
  const forced = await logIn(visitor)
  expect(forced.path).toBe('/login/change')
  expect((await visitor.get('/panel')).path).toBe('/login/change')

  const change = (password: string, old = PASSWORD) =>
    visitor.post('/login/change', { old, password })
  expect((await change('kort')).text).toContain('te kort')
  expect((await change('welkom01')).status).toBe(422)
  expect((await change(PASSWORD)).text).toContain('je oude wachtwoord')
  expect((await change('een heel ander zinnetje 7', 'fout')).text).toContain('niet je huidige')
  expect((await change('een heel ander zinnetje 7')).path).toBe('/panel')
  expect((await logIn(createVisitor(service))).status).toBe(422)
  const again = await logIn(createVisitor(service), 'anna', 'een heel ander zinnetje 7')
  expect(again.path).toBe('/panel')
})
