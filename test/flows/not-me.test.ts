import { expect, it } from 'vitest'
import { callIs, NUMBER, open, read } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService } from '../support/test-service.ts'

const DAY_MS = 24 * 3_600_000

it('"not me" closes the challenge and stops calls to the number for a day', async () => {
  const service = await startTestService()
  await service.phones.phone(NUMBER).behave('not-me')
  const { id } = await open(service)
  const challenge = await eventually(
    () => read(service, id),
    ({ status }) => status !== 'open',
  )
  expect(challenge).toMatchObject({ status: 'reported', resend: { available: false, left: 0 } })

  service.clock.advance(DAY_MS - 60_000)
  const refused = await service.post('/v1/challenges', { to: NUMBER })
  expect(refused.body).toMatchObject({ code: 'limit-reached', limit: 'stopped' })
  expect(refused.body.retryAfterSeconds).toBeGreaterThan(30)
  expect(refused.body.retryAfterSeconds).toBeLessThanOrEqual(60)
  expect((await service.post('/v1/challenges', { to: '0687654321' })).status).toBe(201)

  service.clock.advance(61_000)
  expect((await service.post('/v1/challenges', { to: NUMBER })).status).toBe(201)
})

it('two wrong keys in a day stop calls for a day; silence never does', async () => {
  const service = await startTestService()
  const phone = service.phones.phone(NUMBER)

  await phone.behave('wrong-key')
  await callIs(service, (await open(service)).id, 'gate-failed')
  service.clock.advance(3_600_000)
  await phone.behave('voicemail-silent')
  await callIs(service, (await open(service)).id, 'completed')
  service.clock.advance(3_600_000)
  await phone.behave('wrong-key')
  await callIs(service, (await open(service)).id, 'gate-failed')

  service.clock.advance(3_600_000)
  const refused = await service.post('/v1/challenges', { to: NUMBER })
  expect(refused.body).toMatchObject({ code: 'limit-reached', limit: 'stopped' })
})

it('a stop outlives a restart', async () => {
  const service = await startTestService()
  await service.phones.phone(NUMBER).behave('not-me')
  const { id } = await open(service)
  await callIs(service, id, 'reported')
  await service.stop()

  const next = await startTestService({ folder: service.folder })
  const refused = await next.post('/v1/challenges', { to: NUMBER })
  expect(refused.body).toMatchObject({ code: 'limit-reached', limit: 'stopped' })
})
