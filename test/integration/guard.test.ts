import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import { nextLength } from '../../src/guard/block-lengths.ts'
import { beginBlock } from '../../src/guard/blocks.ts'
import { type Asked, toDecisionRow } from '../../src/guard/decision.ts'
import { createDecisionLog, insertDecisions } from '../../src/guard/decision-log.ts'
import { openAlarms, replay } from '../../src/guard/index.ts'
import { endAlarm, raiseAlarm } from '../../src/guard/raise-alarm.ts'
import { compileRules, defaultRules, type Rule } from '../../src/limits/index.ts'
import type { Log } from '../../src/platform/log.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

let service: TestService
beforeEach(async () => {
  service = await startTestService()
})

it('a block lasts twice as long as the one less than a day before it, as the replay says', async () => {
  const { store } = service
  const lengths = { firstMs: HOUR_MS, mostMs: 12 * HOUR_MS }
  let made = 0
  const waits = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(waits, async (hours) => {
      const subject = `p${made++}`
      let at = 1_700_000_000_000
      let previous: { until: number; lengthMs: number } | undefined
      for (const wait of [0, ...hours]) {
        at += wait * HOUR_MS
        const block = { tenantId: 'demo', scope: 'prefix', subject, reason: 'r', at } as const
        const begun = await beginBlock(store, { ...block, ...lengths })
        if (previous && previous.until > at) {
          expect(begun).toEqual({ until: previous.until, isNew: false })
          continue
        }
        const lengthMs = nextLength(previous, at, lengths)
        expect(begun).toEqual({ until: at + lengthMs, isNew: true })
        previous = { until: at + lengthMs, lengthMs }
      }
    }),
    { seed: 20_260_101, numRuns: 15 },
  )
})

it('refusals at once make one block of it', async () => {
  const at = service.clock.now()
  const block = { tenantId: 'demo', scope: 'prefix', subject: 'p', reason: 'r', at } as const
  const begun = await Promise.all(
    Array.from({ length: 20 }, () =>
      beginBlock(service.store, { ...block, firstMs: HOUR_MS, mostMs: HOUR_MS }),
    ),
  )
  expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(new Set(begun.map(({ until }) => until))).toEqual(new Set([at + HOUR_MS]))
})

it('an alarm is told once, however many see it, until it is over', async () => {
  const told: string[] = []
  const notices = {
    statements: (_: unknown, events: readonly object[]) => {
      told.push(...events.map((event) => String(Reflect.get(event, 'type'))))
      return []
    },
    wake() {},
  }
  const parts = { store: service.store, clock: service.clock, notices }
  const alarm = { tenantId: 'demo', kind: 'wrong-codes', subject: 'tenant', detail: {} } as const
  await Promise.all(Array.from({ length: 10 }, () => raiseAlarm(parts, alarm)))
  const [raised, ...others] = await openAlarms(service.store)
  expect(others).toEqual([])
  expect(told).toEqual(['alarm.wrong-codes'])

  await endAlarm(parts, { id: raised?.id ?? '' })
  await endAlarm(parts, { id: raised?.id ?? '' })
  expect(await openAlarms(service.store)).toEqual([])
  await raiseAlarm(parts, alarm)
  expect(told).toEqual(['alarm.wrong-codes', 'alarm.ended', 'alarm.wrong-codes'])
  const events = await service.store
    .selectFrom('audit_events')
    .select('kind')
    .where('kind', 'like', 'alarm.%')
    .orderBy('at')
    .execute()
  expect(events).toHaveLength(3)
})

it('decisions taken again by the rules that took them come out the same', async () => {
  const { clock, post, service: running, store } = service
  const numbers = Array.from({ length: 12 }, (_, n) => `+316${String(20_000_000 + n)}`)
  for (let turn = 0; turn < 60; turn++) {
    const to = numbers[(turn * 7) % numbers.length]
    const answer = await post('/v1/challenges', { to, context: { ip: `192.0.2.${turn % 3}` } })
    if (answer.status === 201) await post(`/v1/challenges/${answer.body.id}/cancel`)
    clock.advance(4 * MINUTE_MS)
  }
  await running.tidy()
  const range = { from: clock.now() - DAY_MS, to: clock.now() + 1 }
  const same = await replay(store, { set: compileRules(defaultRules), ...range })
  expect(same.decisions).toBe(60)
  expect(same.refusedThen).toBeGreaterThan(5)
  expect(same).toMatchObject({
    ...{ refusedNow: same.refusedThen, costDeltaMicros: 0, worstHit: [] },
    newlyRefused: { count: 0 },
    newlyAllowed: { count: 0 },
  })

  const without = defaultRules.filter(({ subject }) => subject === 'global')
  const open = await replay(store, { set: compileRules(without), ...range })
  // The breaker tripped on calls that were made: rules do not change that.
  const held = await store
    .selectFrom('decisions')
    .select('id')
    .where('refused_by', 'like', '%-breaker')
    .execute()
  expect(open.newlyAllowed.count).toBe(same.refusedThen - held.length)
  expect(open.costDeltaMicros).toBeGreaterThan(0)
})

const onePerDay: Rule = {
  ...{ name: 'number-once', quota: 1, windowSeconds: 86_400 },
  ...{ subject: 'number', counts: 'calls', reason: 'For a test.' },
}

it('a replay tells how many whom it would refuse were verified later, and what that saves', async () => {
  const { store } = service
  await createTenant(store, { id: 'other', name: 'Other' })
  const start = 1_700_000_000_000
  const rows = Array.from({ length: 10 }, (_, n) => toDecisionRow(askedAt(start + n), [], null))
  await insertDecisions(store, rows).execute()
  const progress: number[] = []
  const result = await replay(store, {
    ...{ set: compileRules([onePerDay]), from: start, to: start + DAY_MS },
    onProgress: ({ done, total }) => progress.push(done / total),
  })
  expect(result).toEqual({
    ...{ decisions: 10, refusedThen: 0, refusedNow: 9 },
    newlyRefused: { count: 9, laterVerified: 0, costMicros: 765_000 },
    newlyAllowed: { count: 0, laterVerified: 0, costMicros: 0 },
    costDeltaMicros: -765_000,
    worstHit: [
      { tenantId: 'demo', limit: 'number-once', subject: 'n', count: 9, laterVerified: 0 },
    ],
  })
  expect(progress.at(-1)).toBe(1)
})

it('decisions that were written although their answer was lost keep no other from being written', async () => {
  const { store } = service
  const rows = Array.from({ length: 7 }, (_, n) => toDecisionRow(askedAt(n), [], null))
  await insertDecisions(store, rows.slice(0, 3)).execute()
  const errors: unknown[] = []
  const log = { error: (...said: unknown[]) => errors.push(said) } as unknown as Log
  const decisions = createDecisionLog({ store, log })
  for (const row of rows) decisions.note(row)
  await decisions.flush()
  const found = await store.selectFrom('decisions').select('id').execute()
  expect(found.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort())
  expect(errors).toEqual([])
})

function askedAt(at: number): Asked {
  const who = { tenantId: 'demo', numberSubject: 'n', country: 'NL', priceMicros: 85_000 }
  return { kind: 'call', at, who, challengeId: null, callId: null }
}
