import { expect, it } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { codeOf } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { addressOf, askCall, callsByHour, neighbour, spentEuros } from '../support/pump.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const HOUR_MS = 3_600_000
const NUMBERS = 10_000
const ADDRESSES = 2_000

/** Thousands of lines of log would be most of the work. */
const parts = { log: createLog('silent') }
/** Ten thousand questions are a while on a busy machine. */
const PATIENCE_MS = 180_000

async function alarmsOf({ store }: TestService) {
  const rows = await store.selectFrom('alarms').select(['kind', 'subject', 'ended_at']).execute()
  return rows.map(({ kind }) => kind)
}

/** Gain (T3): a share of what calls cost to numbers that the attacker owns. */
it(
  'pumping, fast: 10,000 neighbours from 2,000 addresses get ten calls in an hour',
  async () => {
    const service = await startTestService({ parts })
    const limits = new Map<string, number>()
    let called = 0
    for (let first = 0; first < NUMBERS; first += 250) {
      const asked = Array.from({ length: 250 }, (_, n) => first + n)
      const answers = await Promise.all(
        asked.map((n) => askCall(service, neighbour(n), addressOf(n % ADDRESSES))),
      )
      for (const { status, body } of answers) {
        if (status === 201) called += 1
        else limits.set(body.limit, (limits.get(body.limit) ?? 0) + 1)
      }
      service.clock.advance(50_000)
    }
    // 10,000 questions in 2,000 seconds: less than an hour.
    expect(called).toBe(10)
    expect([...limits.keys()].sort()).toEqual(['prefix-blocked', 'prefix-unverified-1h'])
    expect(await spentEuros(service)).toBeLessThan(1)
    expect(await alarmsOf(service)).toContain('prefix-blocked')

    // The one who refused said until when: the block, which is longer than the rule's own wait.
    const refused = await askCall(service, neighbour(9_999), addressOf(1))
    expect(refused.body.limit).toBe('prefix-blocked')
    expect(refused.body.retryAfterSeconds).toBeGreaterThan(1000)
  },
  PATIENCE_MS,
)

it(
  'pumping, slow: two days of it never beat ten in an hour, thirty in a day, nor the cap',
  async () => {
    const service = await startTestService({ parts })
    const perDay: number[] = []
    let n = 0
    for (let day = 0; day < 2; day++) {
      let called = 0
      for (let minute = 0; minute < 24 * 60; minute += 15) {
        const { status } = await askCall(service, neighbour(n), addressOf(n % ADDRESSES))
        if (status === 201) called += 1
        n += 1
        service.clock.advance(15 * 60_000)
      }
      perDay.push(called)
    }
    expect(Math.max(...(await callsByHour(service)))).toBeLessThanOrEqual(10)
    expect(Math.max(...perDay)).toBeLessThanOrEqual(31)
    expect(perDay.reduce((sum, one) => sum + one)).toBeGreaterThan(10)
    expect(await spentEuros(service)).toBeLessThan(50)
  },
  PATIENCE_MS,
)

it('pumping, spread over prefixes: the breaker trips, and only who is known is called', async () => {
  const service = await startTestService({ parts })
  const known = '+31687654321'
  await verifyOnce(service, known)
  let called = 0
  for (let n = 0; n < 60; n++) {
    // Another prefix each time: no rule on neighbours sees it.
    const { status } = await askCall(service, neighbour(n * 10_000), addressOf(n))
    if (status === 201) called += 1
    service.clock.advance(400_000)
    await service.service.tidy()
  }
  expect(called).toBeLessThan(45)
  const refused = await askCall(service, neighbour(999_999), addressOf(1))
  expect(refused.body.limit).toMatch(/^(country|tenant)-breaker$/)
  expect((await askCall(service, known, addressOf(2))).status).toBe(201)
  expect(await alarmsOf(service)).toContain('breaker')

  service.clock.advance(13 * HOUR_MS)
  await service.service.tidy()
  expect((await askCall(service, neighbour(888_888), addressOf(3))).status).toBe(201)
  const open = await service.store
    .selectFrom('alarms')
    .select('kind')
    .where('ended_at', 'is', null)
    .where('subject', 'not like', 'carrier%')
    .execute()
  expect(open).toEqual([])
})

async function verifyOnce(service: TestService, to: string) {
  const { body } = await askCall(service, to, addressOf(0))
  const code = await codeOf(service, body.id)
  const answer = await service.post(`/v1/challenges/${body.id}/verify`, { code })
  expect(answer.status).toBe(200)
  await eventually(
    async () => (await service.get(`/v1/challenges/${body.id}`)).body.status,
    (status) => status === 'approved',
  )
  service.clock.advance(24 * HOUR_MS)
}
