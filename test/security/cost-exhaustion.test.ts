import { expect, it } from 'vitest'
import { defaultRules } from '../../src/limits/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { callIs } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { addressOf, askCall, neighbour, spentEuros, usedOfCap } from '../support/pump.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain (T4): none but damage: a bill, or a queue in which nobody's code arrives in time. */

const DAY_MS = 24 * 3_600_000
const CAP_EUROS = 2
const log = createLog('silent')

/** Everything but what is spent may be had without end. */
const rules = defaultRules
  .filter(({ counts }) => !/^(calls|unverified-calls|distinct-numbers|in-flight)$/.test(counts))
  .map((rule) => (rule.counts === 'spend' ? { ...rule, quota: toSmall(rule) } : rule))

function toSmall({ quota, subject }: { quota: number; subject: string }) {
  return subject === 'tenant' ? (quota / 50) * CAP_EUROS : quota
}

/** Another prefix each time, so that nothing but the cap is in the way. */
const stranger = (n: number) => neighbour((n % 4000) * 10_000 + n)

it('cost exhaustion: a flood of 1,000 starts ends below the cap, and goes on costing nothing', async () => {
  const service = await startTestService({ parts: { limits: { rules }, log } })
  const limits = new Set<string>()
  for (let first = 0; first < 1000; first += 100) {
    const asked = Array.from({ length: 100 }, (_, n) => first + n)
    const answers = await Promise.all(asked.map((n) => askCall(service, stranger(n), addressOf(n))))
    for (const { status, body } of answers) if (status !== 201) limits.add(body.limit)
  }
  expect([...limits]).toEqual(['spend-tenant-24h-new'])
  // The first step of the brake, at 80 %.
  expect(await spentEuros(service)).toBeLessThanOrEqual(0.8 * CAP_EUROS)
  expect(await spentEuros(service)).toBeGreaterThan(0.7 * CAP_EUROS)
}, 90_000)

it('cost exhaustion: the brake stops strangers, and known Dutch numbers last', async () => {
  const service = await startTestService({ parts: { limits: { rules }, log } })
  const known = ['+31687654321', '+31687654322', '+31687654323']
  for (const to of known) await verifyOnce(service, to)
  service.clock.advance(DAY_MS + 1000)
  for (let n = 0; n < 40; n++) await askCall(service, stranger(n), addressOf(n))

  const strangers = await askCall(service, stranger(100), addressOf(100))
  expect(strangers).toMatchObject({ status: 429, body: { limit: 'spend-tenant-24h-new' } })
  for (const to of known) expect((await askCall(service, to, addressOf(1))).status).toBe(201)
  await service.service.tidy()
  const alarms = await service.store
    .selectFrom('alarms')
    .select('subject')
    .orderBy('subject')
    .execute()
  expect(alarms.map(({ subject }) => subject)).toContain('spend-tenant-24h:80')

  // All of it is free again a day later, and nobody has to look any more.
  service.clock.advance(DAY_MS + 1000)
  await service.service.tidy()
  expect((await askCall(service, stranger(200), addressOf(200))).status).toBe(201)
  const open = await service.store
    .selectFrom('alarms')
    .select('subject')
    .where('kind', '=', 'spend')
    .where('ended_at', 'is', null)
    .execute()
  expect(open).toEqual([])
}, 90_000)

it('cost exhaustion: what calls really cost counts, not what they were reckoned to', async () => {
  const service = await startTestService({ parts: { log } })
  await service.phones.phone('+31612345678').behave('busy')
  const { body } = await askCall(service, '+31612345678', addressOf(1))
  await callIs(service, body.id, 'busy')
  expect(await spentEuros(service)).toBeGreaterThan(0)
  service.clock.advance(10 * 60_000)
  await service.service.tidy()
  // Nobody picked up, so nobody charges for it; and the cap has as much room as before.
  expect(await spentEuros(service)).toBe(0)
  await askCall(service, '+31687654399', addressOf(2))
  expect(await usedOfCap(service, 'spend-tenant-24h')).toBeCloseTo(await spentEuros(service), 6)
}, 60_000)

it('queue jam: after a flood somebody else is called within 20 seconds, and no code comes too late', async () => {
  const service = await startTestService({ parts: { log } })
  const flood = Array.from({ length: 1000 }, (_, n) => n)
  const answers = await Promise.all(
    flood.map((n) => askCall(service, stranger(n), addressOf(n % 200))),
  )
  const called = flood.filter((n) => answers[n]?.status === 201)
  expect(called.length).toBeGreaterThan(0)
  // Lines of one tenant; on a slow machine the first are free again before the last are asked for.
  expect(called.length).toBeLessThanOrEqual(60)
  expect(await callsGoing(service)).toBeLessThanOrEqual(20)
  await Promise.all(called.map((n) => decline(service, stranger(n))))

  const floodEnded = performance.now()
  await service.phones.phone('+31687654321').behave('answers-and-presses-what-is-asked')
  const genuine = await eventually(
    () => askCall(service, '+31687654321', '192.0.2.1'),
    ({ status }) => status === 201,
    20_000,
  )
  await eventually(
    async () => (await service.get(`/v1/challenges/${genuine.body.id}`)).body.call?.status,
    (status) => status === 'spoken' || status === 'completed',
    20_000,
  )
  expect(performance.now() - floodEnded).toBeLessThan(20_000)
  const spoken = await service.store
    .selectFrom('audit_events')
    .innerJoin('calls', 'calls.id', 'audit_events.about')
    .select(['audit_events.at', 'calls.not_after'])
    .where('audit_events.kind', '=', 'call.moved')
    .where('audit_events.detail', 'like', '%"spoken"%')
    .execute()
  expect(spoken.filter(({ at, not_after }) => at > not_after)).toEqual([])
}, 120_000)

/** Whoever is woken by it does not answer; some were never rung. */
async function decline({ phones }: TestService, to: string) {
  const phone = phones.phone(to)
  await phone
    .waitForRing(5)
    .then(() => phone.decline())
    .catch(() => undefined)
}

async function callsGoing({ store }: TestService): Promise<number> {
  const rows = await store.selectFrom('calls').select('id').where('ended_at', 'is', null).execute()
  return rows.length
}

async function verifyOnce(service: TestService, to: string) {
  const { body } = await askCall(service, to, addressOf(0))
  const code = await codeOf(service, body.id)
  expect((await service.post(`/v1/challenges/${body.id}/verify`, { code })).status).toBe(200)
}
