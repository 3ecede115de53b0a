import { expect, it } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import {
  addUserWithLogin,
  createVisitor,
  logIn,
  type Seen,
  type Visitor,
} from '../support/visitor.ts'

const MINUTE_MS = 60_000

async function enrolled(service: TestService) {
  await addUserWithLogin(service)
  const factors = '/v1/users/anna/factors'
  const added = await service.post(factors, { method: 'voice', number: '06 12345678' })
  const code = await codeOf(service, added.body.challenge.id)
  await service.post(`${factors}/${added.body.factor.id}/confirm`, { code })
  service.clock.advance(10 * MINUTE_MS)
  return added.body.factor.id as string
}

/** Types the code of the newest open challenge. */
async function prove(service: TestService, visitor: Visitor): Promise<Seen> {
  await visitor.get('/verify')
  const { id } = await service.store
    .selectFrom('challenges')
    .select('id')
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow()
  return visitor.post('/verify', { code: await codeOf(service, id) })
}

async function insider(service: TestService) {
  const visitor = createVisitor(service)
  expect((await logIn(visitor)).path).toMatch(/^\/verify/)
  expect((await prove(service, visitor)).path).toBe('/panel')
  return visitor
}

it('a name, the codes and what happened: with the proof of the login that is still fresh', async () => {
  const service = await startTestService()
  const factorId = await enrolled(service)
  const visitor = await insider(service)
  const settings = await visitor.get('/panel/2fa')
  expect(settings.text).toContain('Oproep naar je mobiele nummer')
  expect(settings.text).toContain('Primair')
  expect(settings.text).toContain('Ingelogd met een code')
  expect(settings.html).not.toContain('12345678')

  await visitor.get(`/panel/2fa/${factorId}`)
  const named = await visitor.post(`/panel/2fa/${factorId}/label`, { label: 'Oude Nokia' })
  expect(named.text).toContain('De naam is opgeslagen')
  expect(named.text).toContain('Oude Nokia')

  const codes = await visitor.post('/panel/2fa/codes')
  expect(codes.html.match(/<li>[0-9A-Z]{4}(-[0-9A-Z]{4}){3}<\/li>/g)).toHaveLength(10)
  expect((await visitor.get('/panel/2fa')).text).toContain('Nog 10 codes over')
})

it('later a change asks for a proof, and leads back to the settings', async () => {
  const service = await startTestService()
  const factorId = await enrolled(service)
  const visitor = await insider(service)
  service.clock.advance(6 * MINUTE_MS)
  await visitor.get('/panel/2fa')
  const asked = await visitor.post(`/panel/2fa/${factorId}/label`, { label: 'x' })
  expect(asked.status).toBe(403)
  expect(asked.text).toContain('bewijs je nog een keer dat jij het bent')
  expect((await visitor.post('/panel/2fa/prove')).path).toMatch(/^\/verify/)
  expect((await visitor.get('/panel')).path).toMatch(/^\/verify/)
  expect((await prove(service, visitor)).path).toBe('/panel/2fa')
  const named = await visitor.post(`/panel/2fa/${factorId}/label`, { label: 'Tweede' })
  expect(named.text).toContain('Tweede')
})

it('the last method stays where one is required', async () => {
  const service = await startTestService()
  const factorId = await enrolled(service)
  const enforceAt = new Date(service.clock.now() - 1000).toISOString()
  expect((await service.patch('/v1/policy', { enforceAt, factorsWanted: 1 })).status).toBe(200)
  const visitor = await insider(service)
  expect((await visitor.get(`/panel/2fa/${factorId}/remove`)).text).toContain('Verwijderen')
  const kept = await visitor.post(`/panel/2fa/${factorId}/remove`)
  expect(kept.text).toContain('Dit is je laatste methode')
})

it('other sessions are seen and ended, and end at once', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const [here, there] = [createVisitor(service), createVisitor(service)]
  await logIn(here)
  await logIn(there)
  const settings = await here.get('/panel/2fa')
  expect(settings.text).toContain('Dit apparaat')
  expect(settings.text).toContain('Overal anders uitloggen')
  await here.post('/panel/sessions/end-others')
  expect((await there.get('/panel')).path).toBe('/login')
  expect((await here.get('/panel')).path).toBe('/panel')
})
