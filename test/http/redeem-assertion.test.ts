import { expect, it } from 'vitest'
import { addApiKey, createTenant } from '../../src/accounts/index.ts'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { type Answer, startTestService, type TestService } from '../support/test-service.ts'
import { askBoth, count, expectOnly } from '../support/two-instances.ts'

const redeem = (service: TestService, assertion: string, headers: Record<string, string> = {}) =>
  service.post('/v1/assertions/redeem', { assertion }, headers)

/** Proves a number, and has what says so. */
async function prove(service: TestService, to = NUMBER) {
  const { id } = await open(service, { to })
  const code = await codeOf(service, id)
  const { body } = await service.post(`/v1/challenges/${id}/verify`, { code })
  return { id, assertion: body.assertion as string, approvedAt: body.approvedAt as string }
}

const codes = (answers: readonly Answer[]) => answers.map(({ status, body }) => [status, body.code])

it('200: says what was proved, the first time', async () => {
  const service = await startTestService()
  const { id, assertion, approvedAt } = await prove(service)
  const { status, body } = await redeem(service, assertion)

  expect(status).toBe(200)
  expect(body).toMatchObject({ subject: id, methods: ['otp', 'tel', 'mfa'], factorId: null })
  expect(Date.parse(approvedAt) - Date.parse(body.issuedAt)).toBeLessThan(1000)
  expect(Date.parse(body.expiresAt) - Date.parse(body.issuedAt)).toBe(5 * 60_000)
})

it('409: an assertion that was redeemed before, and only that one', async () => {
  const service = await startTestService()
  const { assertion } = await prove(service)
  const other = await prove(service, '06 87654321')
  await redeem(service, assertion)

  const again = await redeem(service, assertion)
  expect(codes([again, again])).toEqual(Array(2).fill([409, 'assertion-used']))
  expect((await redeem(service, other.assertion)).status).toBe(200)
})

it('422: what is tampered with, unsigned, made up or expired', async () => {
  const service = await startTestService()
  const { assertion } = await prove(service)
  const [header = '', claims = '', signature = ''] = assertion.split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...said, sub: 'admin' })).toString('base64url')
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
  const refused = [
    `${header}.${forged}.${signature}`,
    `${none}.${claims}.`,
    `${header}.${claims}.`,
    'nope',
  ]
  const answers = await Promise.all(refused.map((one) => redeem(service, one)))
  expect(codes(answers)).toEqual(refused.map(() => [422, 'assertion-invalid']))

  service.clock.advance(5 * 60_000 + 1000)
  expect(codes([await redeem(service, assertion)])).toEqual([[422, 'assertion-invalid']])
})

it("422: another tenant's, which stays good for its own", async () => {
  const service = await startTestService()
  const key = 'bel_key_of_the_other_tenant_000000000000'
  await createTenant(service.store, { id: 'other', name: 'Other' })
  await addApiKey(service.store, { tenantId: 'other', key, label: '', scopes: ['challenges'] })
  const { assertion } = await prove(service)

  const stolen = await redeem(service, assertion, { authorization: `Bearer ${key}` })
  expect(codes([stolen])).toEqual([[422, 'assertion-invalid']])
  expect((await redeem(service, assertion)).status).toBe(200)
})

it('400: a body without an assertion, or with more than one', async () => {
  const service = await startTestService()
  for (const body of [{}, { assertion: ['a', 'b'] }, { assertion: '' }, { assertion: 'a b' }])
    expect((await service.post('/v1/assertions/redeem', body)).body.code).toBe('body-invalid')
})

it('200 once: twenty at a time, at two instances', async () => {
  const first = await startTestService()
  const env = { PUBLIC_URL: first.config.publicUrl.href }
  const second = await startTestService({ folder: first.folder, env })
  const { assertion } = await prove(first)
  const answers = await askBoth([first, second], 20, (service) => redeem(service, assertion))

  expectOnly(answers, [200, 409])
  expect(count(answers, 200)).toBe(1)
  expect((await redeem(second, assertion)).body.code).toBe('assertion-used')
})

it('forgets an assertion when nobody takes it any more', async () => {
  const service = await startTestService()
  const { assertion } = await prove(service)
  await redeem(service, assertion)
  const kept = () => service.store.selectFrom('redeemed_assertions').select('jti').execute()

  service.clock.advance(5 * 60_000 + 1000)
  await service.service.tidy()
  expect(await kept()).toHaveLength(1)
  expect((await redeem(service, assertion)).body.code).toBe('assertion-invalid')
  service.clock.advance(60_000)
  await service.service.tidy()
  expect(await kept()).toEqual([])
})
