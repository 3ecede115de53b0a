import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { type RedisServer, startRedis } from '../support/redis-server.ts'
import { requireRedis } from '../support/requirements.ts'
import { type Answer, startTestService, type TestService } from '../support/test-service.ts'

/**
 * T30. Gain: guesses and calls that nothing counts, while what counts them is away. And what is promised
 * to a panel meanwhile.
 */

const ANSWERED_WITHIN_MS = 3000
const WHOLE_WITHIN_MS = 5000

let numbers = 0
const start = (service: TestService) =>
  service.post('/v1/challenges', { to: `06${String(30_000_000 + numbers++)}` })

async function timed(act: Promise<Answer>) {
  const from = performance.now()
  const { status, headers, body } = await act
  const retry = headers.get('retry-after')
  return { status, code: body.code, retry, ms: performance.now() - from }
}

const unavailable = {
  status: 503,
  code: 'store-unavailable',
  retry: expect.stringMatching(/^\d+$/),
}

describe.skipIf(requireRedis().missing)('outage turned into bypass: without its Redis', () => {
  let redis: RedisServer
  let service: TestService
  let open: { id: string; code: string }

  beforeEach(async () => {
    redis = await startRedis()
    service = await startTestService({ env: { REDIS_URL: redis.url } })
    await eventually(
      () => service.get('/readyz'),
      ({ status }) => status === 200,
    )
    const { id } = (await start(service)).body
    open = { id, code: await codeOf(service, id) }
  })
  afterEach(async () => {
    await service.stop()
    await redis.stop()
  })

  const callsAndApprovals = async () => {
    const calls = await service.store.selectFrom('calls').select('id').execute()
    const approved = await service.store
      .selectFrom('challenges')
      .select('id')
      .where('status', '=', 'approved')
      .execute()
    return { calls: calls.length, approved: approved.length }
  }

  async function expectUnavailable(atOnce = 5) {
    const asked = Array.from({ length: atOnce }, () => [
      start(service),
      service.post(`/v1/challenges/${open.id}/verify`, { code: open.code }),
    ]).flat()
    for (const answer of await Promise.all(asked.map(timed))) {
      expect(answer).toMatchObject(unavailable)
      expect(answer.ms).toBeLessThan(ANSWERED_WITHIN_MS)
    }
    expect((await service.get('/readyz')).status).toBe(503)
    expect((await service.get('/healthz')).status).toBe(200)
    // Nothing was called and nobody was let in; the guess that was not judged was not spent either.
    expect(await callsAndApprovals()).toEqual({ calls: 1, approved: 0 })
  }

  /** The clock moves on with the questions. */
  async function expectUnavailableForAMinute() {
    for (let seconds = 0; seconds < 60; seconds += 5) {
      await expectUnavailable(10)
      service.clock.advance(5000)
    }
  }

  async function expectWholeAgain() {
    const from = performance.now()
    await eventually(
      () => start(service),
      ({ status }) => status === 201,
    )
    expect(performance.now() - from).toBeLessThan(WHOLE_WITHIN_MS)
    const { code, id } = open
    const verified = await service.post(`/v1/challenges/${id}/verify`, { code })
    expect(verified.status, verified.text).toBe(200)
  }

  it('killed for a minute under load: 503 at once, no call, no approval, and whole again without a restart', async () => {
    await redis.kill()
    await expectUnavailableForAMinute()
    await redis.startAgain()
    await expectWholeAgain()
  })

  it('frozen: the same, and what was asked meanwhile is not done afterwards', async () => {
    redis.pause()
    await expectUnavailable()
    redis.resume()
    await expectWholeAgain()
    expect((await callsAndApprovals()).approved).toBe(1)
  })
})
