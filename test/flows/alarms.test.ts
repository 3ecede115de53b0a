import { expect, it } from 'vitest'
import { type AlarmKind, alarmKinds } from '../../src/guard/index.ts'
import { defaultLimits, defaultRules, type LimitSet } from '../../src/limits/index.ts'
import { createPublicFetch } from '../../src/platform/http/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { startPanel } from '../integration/notices-world.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { limitsWithoutCalls } from '../support/limits-without-calls.ts'
import { addressOf, askCall, neighbour } from '../support/pump.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'

/** Each alarm from its cause to its end, as an operator meets it: nothing here is written for the alarm. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Another prefix each time, so that nothing that is about neighbours sees it. */
let asked = 0
const stranger = () => neighbour((asked++ % 4000) * 10_000)

async function openOne(service: TestService): Promise<{ id: string; code: string }> {
  const { status, body } = await askCall(service, stranger(), addressOf(asked))
  expect(status, JSON.stringify(body)).toBe(201)
  return { id: body.id, code: await codeOf(service, body.id) }
}

async function type(service: TestService, id: string, code: string) {
  return (await service.post(`/v1/challenges/${id}/verify`, { code })).status
}

async function verifyOne(service: TestService) {
  const { id, code } = await openOne(service)
  expect(await type(service, id, code)).toBe(200)
}

async function repeat(count: number, act: () => Promise<unknown>) {
  for (let turn = 0; turn < count; turn++) await act()
}

async function mistypeOne(service: TestService) {
  const { id, code } = await openOne(service)
  expect(await type(service, id, wrongCodeFor(code))).toBe(422)
}

async function askNeighbours(
  service: TestService,
  { from, to, status }: { from: number; to: number; status: number },
) {
  for (let n = from; n < to; n++)
    expect((await askCall(service, neighbour(n), addressOf(n))).status).toBe(status)
}

/** Their codes are never typed. */
async function letExpire(service: TestService, count: number) {
  await repeat(count, () => openOne(service))
  service.clock.advance(6 * MINUTE_MS)
}

interface Trouble {
  readonly limits?: Partial<LimitSet>
  /** After each of them nothing is unusual yet, though only just. */
  readonly quiet: readonly ((service: TestService) => Promise<void>)[]
  /** One more of it, and it is. */
  tip(service: TestService): Promise<void>
  readonly subject: string
  readonly detail: object
  /** Then its cause is gone. */
  readonly passesInMs: number
}

const capOfTwoEuros = defaultRules
  .filter(({ counts }) => !/^(calls|unverified-calls|distinct-numbers|in-flight)$/.test(counts))
  .map((rule) =>
    rule.name.startsWith('spend-tenant') ? { ...rule, quota: rule.quota / 25 } : rule,
  )

/** A kind without its trouble does not compile. */
const troubles: { readonly [K in AlarmKind]: Trouble } = {
  spend: {
    limits: { rules: capOfTwoEuros },
    quiet: [(service) => repeat(11, () => openOne(service))],
    tip: (service) => repeat(1, () => openOne(service)),
    subject: 'spend-tenant-24h:50',
    detail: { rule: 'spend-tenant-24h', percent: 50, capMicros: 2_000_000 },
    passesInMs: DAY_MS,
  },
  breaker: {
    limits: {
      rules: limitsWithoutCalls.rules,
      breaker: { ...defaultLimits.breaker, scopes: ['country'] },
    },
    quiet: [(service) => letExpire(service, 19)],
    tip: (service) => letExpire(service, 1),
    subject: 'country:NL',
    detail: { scope: 'country', ended: 20, verified: 0 },
    passesInMs: HOUR_MS,
  },
  'prefix-blocked': {
    quiet: [(service) => askNeighbours(service, { from: 100, to: 110, status: 201 })],
    tip: (service) => askNeighbours(service, { from: 110, to: 111, status: 429 }),
    subject: expect.any(String),
    detail: { rule: 'prefix-unverified-1h', country: 'NL', until: expect.any(Number) },
    passesInMs: HOUR_MS,
  },
  'verified-share': {
    limits: limitsWithoutCalls,
    quiet: [
      async (service) => {
        await repeat(40, () => verifyOne(service))
        service.clock.advance(DAY_MS)
        await repeat(5, () => verifyOne(service))
        // 5 of 19: far below half of what is usual, but so few say nothing.
        await letExpire(service, 14)
      },
      async (service) => {
        await repeat(5, () => verifyOne(service))
        // 10 of 26, and 50 of 66 in a week: just more than half.
        await letExpire(service, 2)
      },
    ],
    tip: (service) => letExpire(service, 1),
    subject: 'tenant',
    detail: { percent: 37, usualPercent: 75 },
    passesInMs: HOUR_MS,
  },
  'wrong-codes': {
    limits: limitsWithoutCalls,
    quiet: [
      async (service) => {
        await repeat(69, () => verifyOne(service))
        // 30 of 99 is more than 30 %, but so few say nothing.
        await repeat(30, () => mistypeOne(service))
      },
      // 30 of 100 is no more.
      (service) => verifyOne(service),
    ],
    tip: (service) => mistypeOne(service),
    subject: 'tenant',
    detail: { percent: 31, checks: 101 },
    passesInMs: 16 * MINUTE_MS,
  },
}

interface Heard {
  readonly type: string
  readonly data: Json
}

/** The service, and a panel that is told of everything. */
async function startWatched(limits: Partial<LimitSet> | undefined) {
  const publicFetch = createPublicFetch({ mayReach: (address) => address === '127.0.0.1' })
  const log = createLog('silent')
  const service = await startTestService({ parts: { log, publicFetch, ...(limits && { limits }) } })
  const panel = await startPanel()
  expect((await service.post('/v1/webhooks', { url: panel.url })).status).toBe(201)
  const heard = (): Heard[] =>
    panel.received
      .map(({ text }) => JSON.parse(text))
      .filter(({ type: about }) => about.startsWith('alarm.'))
  return { service, heard }
}

async function events({ get }: TestService): Promise<Json[]> {
  const { text } = await get('/v1/audit')
  const entries: Json[] = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return entries.filter(({ kind }) => kind.startsWith('alarm.'))
}

async function metric({ home }: TestService, name: string, kind: AlarmKind) {
  const text = await (await fetch(`${home}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name}{kind="${kind}"}`))
  return line === undefined ? null : Number(line.split(' ').at(-1))
}

it.each(alarmKinds)(
  'alarm %s: raised when it gets unusual, told by audit, metric and webhook, and over in time',
  async (kind) => {
    const { limits, quiet, tip, subject, detail, passesInMs } = troubles[kind]
    const { service, heard } = await startWatched(limits)
    for (const step of quiet) {
      await step(service)
      await service.service.tidy()
      expect(await events(service)).toEqual([])
      expect(await metric(service, 'belcode_alarms_active', kind)).toBe(0)
    }

    await tip(service)
    // However often somebody looks, it is raised once.
    for (let look = 0; look < 3; look++) await service.service.tidy()
    const raised = await eventually(
      () => events(service),
      (found) => found.length > 0,
    )
    expect(raised).toMatchObject([
      { kind: 'alarm.raised', actor: 'guard', detail: { kind, subject, ...detail } },
    ])
    const alarmId = raised[0].about
    expect(await metric(service, 'belcode_alarms_total', kind)).toBe(1)
    expect(await metric(service, 'belcode_alarms_active', kind)).toBe(1)
    await eventually(heard, (told) => told.length > 0)
    expect(heard()).toMatchObject([{ type: `alarm.${kind}`, data: { alarmId } }])

    service.clock.advance(passesInMs)
    await service.service.tidy()
    const ended = await eventually(
      () => events(service),
      (found) => found.length > 1,
    )
    expect(ended[1]).toMatchObject({ kind: 'alarm.ended', about: alarmId, detail: { kind } })
    expect(await metric(service, 'belcode_alarms_total', kind)).toBe(1)
    expect(await metric(service, 'belcode_alarms_active', kind)).toBe(0)
    await eventually(heard, (told) => told.length > 1)
    expect(heard()[1]).toMatchObject({ type: 'alarm.ended', data: { alarmId } })
    expect(await events(service)).toHaveLength(2)
  },
  120_000,
)
