import { expect, it } from 'vitest'
import { defaultRules } from '../../src/limits/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { callIs } from '../support/call-flow.ts'
import { type Bill, startChargingCarrier } from '../support/charging-carrier.ts'
import { eventually } from '../support/eventually.ts'
import { addressOf, askCall, neighbour, usedOfCap } from '../support/pump.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** What a call really costs, as its carrier says once it has reckoned, against what was reckoned here. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const RECKONED_MICROS = 85_000
/** A call that was asked for at once has ended by then, and its carrier is asked. */
const DUE_MS = 3 * MINUTE_MS
const caps = ['spend-tenant-24h', 'spend-global-24h']

async function startCharged(rules = defaultRules) {
  const carrier = await startChargingCarrier()
  const parts = { log: createLog('silent'), limits: { rules: [...rules] } }
  const service = await startTestService({ env: carrier.env, parts })
  let people = 0

  /** Somebody picks up, hears the code, and hangs up. */
  const call = async () => {
    const to = neighbour(1000 + 10_000 * people)
    people += 1
    await carrier.phones.phone(to).behave('answers-and-presses-what-is-asked')
    const { status, body } = await askCall(service, to, addressOf(people))
    expect(status, JSON.stringify(body)).toBe(201)
    await callIs(service, body.id, 'completed')
  }
  return { carrier, service, call }
}

async function later(service: TestService, ms: number) {
  service.clock.advance(ms)
  await service.service.tidy()
}

async function priceOf({ store }: TestService) {
  return store
    .selectFrom('calls')
    .select(['price_micros', 'priced_at', 'price_due_at'])
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirstOrThrow()
}

const reckoned = { price_micros: RECKONED_MICROS, priced_at: null }

it.each([
  ['USD', '-0.1500', 150_000],
  ['EUR', '-0.0213', 21_300],
  ['GBP', '0', 0],
])(
  'the price that a carrier gives later, in %s, takes the place of the reckoned one in every cap',
  async (unit, price, micros) => {
    const { carrier, service, call } = await startCharged()
    await call()
    expect(await usedOfCap(service, 'spend-tenant-24h')).toBeCloseTo(0.085, 6)
    expect(carrier.asked).toEqual([])

    await later(service, DUE_MS)
    expect(carrier.asked).toHaveLength(1)
    expect(await priceOf(service)).toMatchObject(reckoned)

    carrier.charges({ price, unit })
    await later(service, 10 * MINUTE_MS)
    expect(carrier.asked).toHaveLength(2)
    expect(await priceOf(service)).toMatchObject({ price_micros: micros, price_due_at: null })
    await call()
    for (const cap of caps)
      expect(await usedOfCap(service, cap)).toBeCloseTo(micros / 1e6 + 0.085, 6)
    const [first] = carrier.asked
    await later(service, HOUR_MS)
    expect(carrier.asked.filter((sid) => sid === first)).toHaveLength(2)
  },
)

const capOfTwoEuros = defaultRules.map((rule) =>
  rule.name.startsWith('spend-tenant') ? { ...rule, quota: rule.quota / 25 } : rule,
)

it('dearer than reckoned: the brake of the cap stops the calls that it would have let through', async () => {
  const { carrier, service, call } = await startCharged(capOfTwoEuros)
  await call()
  await call()
  carrier.charges({ price: '-0.9000', unit: 'EUR' })
  await later(service, DUE_MS)
  const { status, body } = await askCall(service, neighbour(2_000_000), addressOf(9))
  expect({ status, limit: body.limit }).toEqual({ status: 429, limit: 'spend-tenant-24h-new' })
})

it('cheaper than reckoned: there is room again for the calls that it would have stopped', async () => {
  const { carrier, service, call } = await startCharged(capOfTwoEuros)
  // The brake on new numbers is at 1.60: eighteen of 0.085 fit.
  for (let turn = 0; turn < 18; turn++) await call()
  const one = () => askCall(service, neighbour(2_000_000), addressOf(99))
  expect((await one()).body.limit).toBe('spend-tenant-24h-new')
  carrier.charges({ price: '-0.0100', unit: 'EUR' })
  await later(service, DUE_MS)
  expect((await one()).status).toBe(201)
}, 90_000)

const useless: readonly Bill[] = [
  'server-error',
  'reset',
  { price: 'free', unit: 'EUR' },
  { price: '-1e9', unit: 'EUR' },
  { price: '-0.1500', unit: 'bananas' },
]

it.each(useless)(
  'a carrier that answers %j leaves what was reckoned, and is asked again',
  async (bill) => {
    const { carrier, service, call } = await startCharged()
    carrier.charges(bill)
    await call()
    await later(service, DUE_MS)
    expect(carrier.asked).toHaveLength(1)
    expect(await priceOf(service)).toMatchObject(reckoned)

    carrier.charges({ price: '-0.1500', unit: 'EUR' })
    await later(service, MINUTE_MS / 2)
    expect(carrier.asked).toHaveLength(1)
    await later(service, 10 * MINUTE_MS)
    expect(carrier.asked).toHaveLength(2)
    expect((await priceOf(service)).price_micros).toBe(150_000)
  },
)

it('a carrier that does not answer holds up no call, and is asked again', async () => {
  const { carrier, service, call } = await startCharged()
  carrier.charges('slow')
  await call()
  service.clock.advance(DUE_MS)
  await eventually(
    () => carrier.asked.length,
    (times) => times === 1,
  )
  await call()
  expect(await priceOf(service)).toMatchObject(reckoned)

  carrier.letGo()
  carrier.charges({ price: '-0.1500', unit: 'EUR' })
  // The round that was held up has to end before the next one begins.
  await eventually(
    async () => {
      await later(service, 10 * MINUTE_MS)
      return (await priceOf(service)).price_micros
    },
    (micros) => micros === 150_000,
  )
})

it('a carrier that never has a price is asked ever less often, and no more after a day', async () => {
  const { carrier, service, call } = await startCharged()
  await call()
  const perHalfDay: number[] = []
  for (let half = 0; half < 4; half++) {
    const before = carrier.asked.length
    for (let turn = 0; turn < 36; turn++) await later(service, 20 * MINUTE_MS)
    perHalfDay.push(carrier.asked.length - before)
  }
  const [first = 0, second = 0, ...others] = perHalfDay
  expect(first).toBeGreaterThan(4)
  expect(first).toBeLessThanOrEqual(10)
  expect(second).toBeLessThanOrEqual(2)
  expect(others[0]).toBeLessThanOrEqual(1)
  expect(others[1]).toBe(0)
  expect(await priceOf(service)).toEqual({ ...reckoned, price_due_at: null })
}, 90_000)
