import { expect, it } from 'vitest'
import { defaultRules } from '../../src/limits/index.ts'
import { NUMBER, open } from '../support/call-flow.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const HOUR_MS = 3_600_000
const reason = 'Called back on the number we know.'

const ask = (service: TestService, to = NUMBER) => service.post('/v1/challenges', { to })

async function exempt(service: TestService, body: object = {}) {
  const answer = await service.post('/v1/exemptions', { number: '06 12345678', reason, ...body })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

it('201: one call past the limits, and no second one', async () => {
  const service = await startTestService()
  await open(service)
  expect((await ask(service)).body.limit).toBe('number-60s')

  const { id, calls } = await exempt(service, { calls: 1, hours: 2, agent: 'kim' })
  expect(calls).toBe(1)
  expect((await ask(service)).status).toBe(201)
  expect((await ask(service)).body.limit).toBe('number-60s')

  const events = await service.store
    .selectFrom('audit_events')
    .select(['kind', 'agent', 'detail'])
    .where('about', '=', id)
    .orderBy('at')
    .execute()
  expect(events.map(({ kind }) => kind)).toEqual(['exemption.granted', 'exemption.used'])
  expect(events[0]?.agent).toBe('kim')
  expect(JSON.stringify(events)).not.toContain('12345678')
})

it('201: it waits for a call that needs it', async () => {
  const service = await startTestService()
  await exempt(service)
  expect((await ask(service)).status).toBe(201)
  expect((await ask(service)).status).toBe(201)
  expect((await ask(service)).status).toBe(429)
})

it('201: twenty calls at once use one exemption once', async () => {
  const service = await startTestService()
  await open(service)
  await exempt(service)
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(service)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(19)
})

it('201: of another number it is no use, and after its hours it is void', async () => {
  const service = await startTestService()
  await open(service, { to: '+31687654321' })
  await exempt(service, { hours: 1 })
  expect((await ask(service, '+31687654321')).status).toBe(429)

  service.clock.advance(HOUR_MS)
  await open(service)
  expect((await ask(service)).status).toBe(429)
})

it('201: of a user, and past a stop', async () => {
  const service = await startTestService()
  await service.put('/v1/users/anna', {})
  const added = await service.post('/v1/users/anna/factors', { method: 'voice', number: NUMBER })
  expect(added.status).toBe(201)
  await stop(service)
  expect((await ask(service)).body.limit).toBe('stopped')

  const answer = await service.post('/v1/exemptions', { number: NUMBER, reason })
  expect(answer.status).toBe(201)
  expect((await ask(service)).status).toBe(201)
  const ofUser = await service.post('/v1/exemptions', { userId: 'anna', reason })
  expect(ofUser.status).toBe(201)
})

it('201: never past a cap on spend', async () => {
  const rules = defaultRules.map((rule) =>
    rule.counts === 'spend' ? { ...rule, quota: 0.05 } : rule,
  )
  const service = await startTestService({ parts: { limits: { rules } } })
  await exempt(service)
  const refused = await ask(service)
  expect(refused.body.limit).toMatch(/^spend-/)
  const { used_at } = await service.store
    .selectFrom('exemptions')
    .select('used_at')
    .executeTakeFirstOrThrow()
  expect(used_at).toBeNull()
})

it('400, 404: longer than a day, more than a call, nobody, no number', async () => {
  const service = await startTestService()
  const post = async (body: object) => (await service.post('/v1/exemptions', body)).status
  expect(await post({ number: NUMBER, reason, hours: 25 })).toBe(400)
  expect(await post({ number: NUMBER, reason, calls: 2 })).toBe(400)
  expect(await post({ number: NUMBER })).toBe(400)
  expect(await post({ number: NUMBER, userId: 'anna', reason })).toBe(400)
  expect(await post({ number: 'my phone', reason })).toBe(400)
  expect(await post({ userId: 'nobody', reason })).toBe(404)
})

/** As after "not me". */
async function stop({ store, clock }: TestService) {
  const { number_subject } = await store
    .selectFrom('challenges')
    .select('number_subject')
    .executeTakeFirstOrThrow()
  const until = clock.now() + 24 * HOUR_MS
  const row = { tenant_id: 'demo', number_subject, reason: 'reported', until }
  await store.insertInto('stops').values(row).execute()
}
