import { expect, it } from 'vitest'
import { addApiKey, createTenant } from '../../src/accounts/index.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const PASSWORD = 'vier natte fietsen op het dak'
const path = '/v1/users/anna/login'

async function withUser() {
  const service = await startTestService()
  await service.put('/v1/users/anna', { displayName: 'Anna de Vries' })
  return service
}

const check = (service: TestService, changes: object = {}) =>
  service.post('/v1/logins/check', {
    ...{ name: 'anna', password: PASSWORD, context: { ip: '203.0.113.7' } },
    ...changes,
  })

it('204: hands an account over, and 200: its user logs in with the same name and password', async () => {
  const service = await withUser()
  const put = await service.put(path, { name: 'Anna', password: PASSWORD })
  expect({ status: put.status, text: put.text }).toEqual({ status: 204, text: '' })
  const { status, body, headers } = await check(service)
  expect(status).toBe(200)
  expect(body).toEqual({ userId: 'anna', mustChange: false })
  expect(headers.get('cache-control')).toBe('no-store')
})

it('204: the same again changes nothing, and without a password it stays', async () => {
  const service = await withUser()
  for (const body of [{ password: PASSWORD }, { password: PASSWORD }, {}])
    expect((await service.put(path, { name: 'anna', ...body })).status).toBe(204)
  expect((await check(service)).status).toBe(200)
})

it('422: login-wrong, with how the limits stand, and 429 when one is full', async () => {
  const service = await withUser()
  await service.put(path, { name: 'anna', password: PASSWORD })
  const answers = []
  for (let turn = 0; turn < 11; turn++)
    answers.push(await check(service, { password: 'wrong password' }))
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(422), 429])
  expect(answers[0]?.body).toMatchObject({ code: 'login-wrong' })
  expect(answers[0]?.headers.get('ratelimit')).toContain('"wrong-passwords-login-ip-15m";r=9')
  const limited = answers.at(-1)
  expect(limited?.body).toMatchObject({
    ...{ code: 'login-limit-reached', limit: 'wrong-passwords-login-ip-15m' },
    retryAfterSeconds: expect.any(Number),
  })
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(890)
  expect((await check(service, { context: { ip: '203.0.113.8' } })).status).toBe(200)
})

it.each([
  ['kort', 'too-short'],
  ['x'.repeat(200), 'too-long'],
  ['qwerty123456', 'known-leaked'],
  ['Anna de Vries', 'is-your-name'],
  ['Zomer2026!', 'too-easy'],
])('422: %j is refused: %s', async (password, reason) => {
  const service = await withUser()
  const { status, body } = await service.put(path, { name: 'anna', password })
  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'password-refused', reason })
  expect((await check(service)).status).toBe(422)
})

it('409: a name that another user has', async () => {
  const service = await withUser()
  await service.put('/v1/users/bert', {})
  await service.put(path, { name: 'anna' })
  const { status, body } = await service.put('/v1/users/bert/login', { name: ' ANNA ' })
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'login-name-taken' })
})

it('404: a user that nobody told of', async () => {
  const service = await withUser()
  const { status, body } = await service.put('/v1/users/nobody/login', { name: 'nobody' })
  expect({ status, code: body.code }).toEqual({ status: 404, code: 'user-unknown' })
})

it('400: what is no name, and a check without the address of the user', async () => {
  const service = await withUser()
  for (const name of ['', '   ', 'a\u0000b', 'x'.repeat(129), 5, ['anna']])
    expect((await service.put(path, { name })).body.code, String(name)).toBe('body-invalid')
  for (const changes of [{ context: undefined }, { context: {} }, { password: '' }, { more: 1 }])
    expect((await check(service, changes)).body.code).toBe('body-invalid')
})

it('401 and 403: for the key of a panel alone', async () => {
  const service = await withUser()
  const key = 'bel_key_of_the_helpdesk_and_of_ops_00000'
  await addApiKey(service.store, { tenantId: 'demo', key, label: '', scopes: ['helpdesk', 'ops'] })
  for (const [authorization, status] of [
    ['', 401],
    [`Bearer ${key}`, 403],
  ] as const) {
    const body = { name: 'anna', password: PASSWORD, context: { ip: '203.0.113.7' } }
    expect((await service.post('/v1/logins/check', body, { authorization })).status).toBe(status)
    expect((await service.put(path, { name: 'anna' }, { authorization })).status).toBe(status)
  }
})

it("another tenant's logins are not to be checked, named or set", async () => {
  const service = await withUser()
  await service.put(path, { name: 'anna', password: PASSWORD })
  const key = 'bel_key_of_the_other_tenant_000000000000'
  await createTenant(service.store, { id: 'other', name: 'Other' })
  await addApiKey(service.store, { tenantId: 'other', key, label: '', scopes: ['challenges'] })
  const asOther = { authorization: `Bearer ${key}` }
  const body = { name: 'anna', password: PASSWORD, context: { ip: '203.0.113.7' } }
  expect((await service.post('/v1/logins/check', body, asOther)).status).toBe(422)
  const stolen = { name: 'anna', password: 'drie droge katten in de kast' }
  expect((await service.put(path, stolen, asOther)).status).toBe(404)
  expect((await check(service)).status).toBe(200)
})
