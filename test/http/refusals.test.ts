import { expect, it } from 'vitest'
import { addApiKey, createTenant } from '../../src/accounts/index.ts'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'

const MINUTE_MS = 60_000

async function refused(service: TestService, body: object = { to: NUMBER }): Promise<Json> {
  const answer = await service.post('/v1/challenges', body)
  expect(answer.status, answer.text).toBe(429)
  return answer.body
}

it('200: which rules were asked, how full each was, since when and until when', async () => {
  const service = await startTestService()
  await open(service)
  const { reference, limit, retryAfterSeconds } = await refused(service)
  const typed = reference.toLowerCase().replaceAll('-', ' ')
  const { status, body } = await service.get(`/v1/refusals/${encodeURIComponent(typed)}`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ reference, kind: 'call', limit: 'number-60s', over: false })
  expect(limit).toBe('number-60s')
  const waits = (Date.parse(body.until) - Date.parse(body.at)) / 1000
  expect(Math.ceil(waits)).toBe(retryAfterSeconds)
  const rule = (name: string) => body.rules.find((one: Json) => one.rule === name)
  expect(rule('number-60s')).toEqual({
    ...{ rule: 'number-60s', used: 1, quota: 1, shadowRefused: false },
  })
  expect(rule('number-10m')).toMatchObject({ used: 1, quota: 3 })
  expect(rule('spend-tenant-24h').quota).toBe(50)
  expect(rule('spend-tenant-24h').used).toBeGreaterThan(0)
  expect(rule('spend-tenant-24h').used).toBeLessThan(1)
  expect(JSON.stringify(body)).not.toMatch(/subject|12345678|\{demo\}/)

  service.clock.advance(2 * MINUTE_MS)
  expect((await service.get(`/v1/refusals/${reference}`)).body.over).toBe(true)
})

it('200: a code that was not looked at, and a stop, which asks no rule', async () => {
  const service = await startTestService()
  let last: Json
  for (let challenge = 0; challenge < 3; challenge++) {
    const { id } = await open(service)
    const code = wrongCodeFor(await codeOf(service, id))
    for (let guess = 0; guess < 5; guess++)
      last = (await service.post(`/v1/challenges/${id}/verify`, { code })).body
    service.clock.advance(3_600_000)
  }
  const ofCode = (await service.get(`/v1/refusals/${last.reference}`)).body
  expect(ofCode).toMatchObject({ kind: 'code', limit: 'wrong-codes-24h' })
  expect(ofCode.rules).toContainEqual({
    ...{ rule: 'wrong-codes-24h', used: 10, quota: 10, shadowRefused: false },
  })

  await stopNumber(service, '+31687654321')
  const stopped = await refused(service, { to: '+31687654321' })
  const { body } = await service.get(`/v1/refusals/${stopped.reference}`)
  expect(body).toMatchObject({ limit: 'stopped', rules: [] })
})

it('404: of another tenant, older than 30 days, or none at all', async () => {
  const service = await startTestService()
  await open(service)
  const { reference } = await refused(service)
  const headers = await otherTenant(service)
  const known = async (text: string, more = {}) =>
    (await service.get(`/v1/refusals/${encodeURIComponent(text)}`, more)).status

  expect(await known(reference)).toBe(200)
  expect(await known(reference, headers)).toBe(404)
  expect(await known('K7-42-MP')).toBe(404)
  expect(await known("' or 1=1 --")).toBe(404)
  service.clock.advance(31 * 24 * 3_600_000)
  expect(await known(reference)).toBe(404)
  await service.service.tidy()
  const { n } = await service.store
    .selectFrom('decisions')
    .select(({ fn }) => fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(0)
})

it('403: a key of the panel alone', async () => {
  const service = await startTestService()
  const key = 'bel_a_key_of_the_panel_alone_for_challenges'
  await addApiKey(service.store, { tenantId: 'demo', key, label: 'panel', scopes: ['challenges'] })
  const headers = { authorization: `Bearer ${key}` }
  expect((await service.get('/v1/refusals/K7-42-MP', headers)).status).toBe(403)
  const body = { number: NUMBER, reason: 'A reason.' }
  expect((await service.post('/v1/exemptions', body, headers)).status).toBe(403)
})

async function stopNumber(service: TestService, to: string) {
  await service.phones.phone(to).behave('not-me')
  const { id } = await open(service, { to })
  for (;;) {
    const { body } = await service.get(`/v1/challenges/${id}`)
    if (body.status === 'reported') return
  }
}

async function otherTenant(service: TestService) {
  const key = 'bel_a_key_of_another_tenant_with_all_scopes'
  await createTenant(service.store, { id: 'other', name: 'Other' })
  const scopes = ['challenges', 'helpdesk', 'ops'] as const
  await addApiKey(service.store, { tenantId: 'other', key, label: 'other', scopes })
  return { authorization: `Bearer ${key}` }
}
