import { expect, it } from 'vitest'
import { addKnownOperator, addNewOperator, OPS_COOKIE } from '../support/ops-world.ts'
import { startTestService } from '../support/test-service.ts'
import { createVisitor, type Visitor } from '../support/visitor.ts'

/** T22. Gain: limits are changed by an operator who looks at another site. */

const form = 'application/x-www-form-urlencoded'
const csrfOn = (visitor: Visitor) =>
  /name="csrf" value="([^"]+)"/.exec(visitor.last()?.html ?? '')?.[1] ?? ''

it('403: a form of another site, one without an origin, and one without what our page knew', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const other = await addKnownOperator(service, { name: 'otto' })
  await visitor.get('/ops/limits')
  const csrf = csrfOn(visitor)
  await other.visitor.get('/ops/limits')
  const ofOther = csrfOn(other.visitor)
  expect(csrf.length).toBeGreaterThan(20)

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
  const send = (headers: Record<string, string>, token: string) =>
    visitor.send('/ops/limits/rules/number-10m', {
      method: 'POST',
      headers: { 'content-type': form, ...headers },
      body: new URLSearchParams({ csrf: token, version: '0', mode: 'shadow' }).toString(),
    })
  for (const [headers, token] of attempts)
    expect((await send(headers, token)).status, JSON.stringify(headers)).toBe(403)
  expect(await service.store.selectFrom('limit_sets').selectAll().execute()).toEqual([])
  expect((await send({ origin: service.home }, csrf)).status).toBe(200)
  expect(await service.store.selectFrom('limit_sets').selectAll().execute()).toHaveLength(1)
})

it('nothing but a form is read, and no address that is only looked at changes anything', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = { origin: service.home, 'content-type': type }
    const answer = await visitor.send('/ops/logout', { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  }
  for (const path of ['/ops/logout', '/ops/limits/versions/0/restore', '/ops/limits/overrides'])
    expect((await visitor.get(path)).status, path).toBe(405)
  expect((await visitor.get('/ops')).path).toBe('/ops')
})

it('a login is not begun by another site, and its cookie is sent along by none', async () => {
  const service = await startTestService()
  const { name, password } = await addNewOperator(service)
  const visitor = createVisitor(service)
  const body = new URLSearchParams({ name, password }).toString()
  const headers = { 'content-type': form }
  const evil = { ...headers, origin: 'https://evil.example' }
  expect((await visitor.send('/ops/login', { method: 'POST', headers: evil, body })).status).toBe(
    403,
  )
  expect(visitor.cookies.has(OPS_COOKIE)).toBe(false)

  const answer = await fetch(`${service.home}/ops/login`, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: { ...headers, origin: service.home },
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  for (const part of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/'])
    expect(cookie).toContain(part)
})

it('no page of the console can be put in a frame, or run what is not ours', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const pages = ['/ops', '/ops/calls', '/ops/limits', '/ops/limits/edit', '/ops/refusals']
  const answers = [
    await createVisitor(service).get('/ops/login'),
    ...(await Promise.all(pages.map((path) => visitor.get(path)))),
    await visitor.get('/ops/calls/ca_0000000000000000000000000000000000000000'),
  ]
  for (const { headers, html } of answers) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(html).not.toMatch(/<script(?![^>]* src=")|\son[a-z]+=|style="/)
  }
})
