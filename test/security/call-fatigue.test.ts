import { expect, it } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { callIs, NUMBER } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain (T8): a tired user, who types a code in to make the phone stop. With a valid password, for a day. */

const QUARTER_MS = 15 * 60_000
const DAY_MS = 24 * 3_600_000
const parts = { log: createLog('silent') }

async function startEnrolled(): Promise<TestService> {
  const service = await startTestService({ parts })
  await service.put('/v1/users/anna', {})
  const added = await service.post('/v1/users/anna/factors', { method: 'voice', number: NUMBER })
  const code = await codeOf(service, added.body.challenge.id)
  const path = `/v1/users/anna/factors/${added.body.factor.id}/confirm`
  expect((await service.post(path, { code })).status).toBe(200)
  service.clock.advance(DAY_MS)
  return service
}

const logIn = ({ post }: TestService) => post('/v1/challenges', { userId: 'anna' })

it('call fatigue: a day of logins rings ten times at most', async () => {
  const service = await startEnrolled()
  let rings = 0
  for (let at = 0; at < DAY_MS; at += QUARTER_MS) {
    const opened = await logIn(service)
    if (opened.status === 201) rings += 1
    else expect(opened.body.code).toBe('limit-reached')
    service.clock.advance(QUARTER_MS)
  }
  expect(rings).toBeLessThanOrEqual(10)
  expect(rings).toBeGreaterThan(4)
}, 90_000)

it('call fatigue: after one "not me" it rings no more for a day', async () => {
  const service = await startEnrolled()
  await service.phones.phone(NUMBER).behave('not-me')
  await callIs(service, (await logIn(service)).body.id, 'reported')
  for (let hour = 0; hour < 23; hour++) {
    service.clock.advance(4 * QUARTER_MS)
    expect((await logIn(service)).body).toMatchObject({ limit: 'stopped' })
  }
  const { n } = await service.store
    .selectFrom('calls')
    .select(({ fn }) => fn.countAll<number | string>().as('n'))
    .where('created_at', '>', service.clock.now() - DAY_MS)
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(1)
}, 60_000)
