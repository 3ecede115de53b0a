import { expect, it } from 'vitest'
import { startTestService, type TestService } from '../support/test-service.ts'
import {
  addUserWithLogin,
  createVisitor,
  logIn,
  PASSWORD,
  type Visitor,
} from '../support/visitor.ts'

/** T22. Gain: something is done in the name of somebody who looks at another site. */

const form = 'application/x-www-form-urlencoded'

async function insider(service: TestService): Promise<Visitor> {
  await addUserWithLogin(service)
  const visitor = createVisitor(service)
  expect((await logIn(visitor)).path).toBe('/panel')
  return visitor
}

const stillIn = async (visitor: Visitor) => (await visitor.get('/panel')).path === '/panel'

it('403: a form of another site, one without an origin, and one without what our page knew', async () => {
  const service = await startTestService()
  const visitor = await insider(service)
  const csrf = /name="csrf" value="([^"]+)"/.exec(visitor.last()?.html ?? '')?.[1] ?? ''
  expect(csrf.length).toBeGreaterThan(20)
  const other = createVisitor(service)
  await addUserWithLogin(service, { userId: 'bob', name: 'bob' })
  await logIn(other, 'bob')
  const ofOther = /name="csrf" value="([^"]+)"/.exec(other.last()?.html ?? '')?.[1] ?? ''

  const attempts: [Record<string, string>, string][] = [
    [{ origin: 'https://evil.example' }, csrf],
    [{ origin: 'null' }, csrf],
    [{ origin: service.home, 'sec-fetch-site': 'cross-site' }, csrf],
    [{ origin: service.home, 'sec-fetch-site': 'same-site' }, csrf],
    [{}, csrf],
    [{ origin: service.home }, ''],
    [{ origin: service.home }, `${csrf.slice(0, -1)}x`],
    [{ origin: service.home }, ofOther],
  ]
  for (const [headers, token] of attempts) {
    const body = new URLSearchParams({ csrf: token }).toString()
    const init = { method: 'POST', headers: { 'content-type': form, ...headers }, body }
    expect((await visitor.send('/logout', init)).status, JSON.stringify(headers)).toBe(403)
    expect(await stillIn(visitor)).toBe(true)
  }
})

it('nothing but a form is read: no JSON, no plain text, no GET that changes anything', async () => {
  const service = await startTestService()
  const visitor = await insider(service)
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = { origin: service.home, 'content-type': type }
    const answer = await visitor.send('/logout', { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  }
  expect((await visitor.get('/logout')).status).toBe(405)
  expect(await stillIn(visitor)).toBe(true)
})

it('a login is not begun by another site either', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const visitor = createVisitor(service)
  const body = new URLSearchParams({ name: 'anna', password: PASSWORD }).toString()
  const headers = { origin: 'https://evil.example', 'content-type': form }
  expect((await visitor.send('/login', { method: 'POST', headers, body })).status).toBe(403)
  expect(visitor.cookies.has('__Host-belcode')).toBe(false)
})
