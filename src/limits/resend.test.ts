import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRules } from './compiled-set.ts'
import { defaultRules } from './default-limits.ts'
import type { Limit, Standing } from './limiter.ts'
import { createMemoryLimiter } from './memory-limiter.ts'
import { type CallsSoFar, resendStanding } from './resend.ts'
import { callCharges } from './subjects.ts'

const defaultSet = compileRules(defaultRules)

const start = 1_689_724_800_000
const lifeMs = 300_000
const who = { tenantId: 'te_1', numberSubject: 'hash' }
const charges = callCharges(defaultSet, who)

const at = (seconds: number) => start + seconds * 1000
const limit = (quota: number, windowSeconds: number): Limit => ({
  name: `${quota}-in-${windowSeconds}`,
  quota,
  windowSeconds,
})
const standing = (of: Limit, remaining: number, retryAfterMs = 0): Standing => ({
  limit: of,
  remaining,
  retryAfterMs,
})
const fresh: CallsSoFar = {
  callsMade: 1,
  lastCallAt: start,
  expiresAt: start + lifeMs,
  now: start,
  standings: [],
}

describe('resendStanding', () => {
  it('a fresh challenge under the default rules: two more, the first after a minute', async () => {
    const limiter = createMemoryLimiter({ now: () => start })
    const { standings } = await limiter.take(charges, { id: 'ca_1' })
    expect(resendStanding({ ...fresh, standings })).toEqual({
      available: false,
      availableAt: at(60),
      left: 2,
    })
  })

  it('may be asked for at the very moment it told', () => {
    expect(resendStanding({ ...fresh, now: at(60) - 1 }).available).toBe(false)
    expect(resendStanding({ ...fresh, now: at(60) })).toMatchObject({
      available: true,
      availableAt: at(60),
    })
  })

  it('climbs the ladder: 60 s after the first call, 120 s after the second', () => {
    const later = { ...fresh, expiresAt: at(10_000) }
    const waits = [1, 2, 3, 4].map((callsMade) => resendStanding({ ...later, callsMade }))
    expect(waits.map(({ availableAt }) => availableAt)).toEqual([at(60), at(120), at(300), at(900)])
    expect(waits.map(({ left }) => left)).toEqual([4, 3, 2, 1])
  })

  it('before the first call there is nothing to wait for', () => {
    expect(resendStanding({ ...fresh, callsMade: 0, lastCallAt: null })).toEqual({
      available: true,
      availableAt: start,
      left: 3,
    })
  })

  it('ends with the last call of a challenge', () => {
    expect(resendStanding({ ...fresh, callsMade: 5, expiresAt: at(10_000) })).toEqual({
      available: false,
      availableAt: null,
      left: 0,
    })
  })

  it('a tenant may allow fewer calls', () => {
    const two = { ladderSeconds: [0, 60, 120], maxCalls: 2 }
    expect(resendStanding(fresh, two)).toMatchObject({ left: 1 })
    expect(resendStanding({ ...fresh, callsMade: 2 }, two)).toMatchObject({ left: 0 })
  })

  it('offers nothing at or after the expiry', () => {
    const none = { available: false, availableAt: null, left: 0 }
    expect(resendStanding({ ...fresh, expiresAt: at(60) })).toEqual(none)
    expect(resendStanding({ ...fresh, expiresAt: at(60) + 1 })).toMatchObject({ left: 1 })
    expect(resendStanding({ ...fresh, now: at(300) })).toEqual(none)
    expect(resendStanding({ ...fresh, now: at(400) })).toEqual(none)
  })

  it('a full rule puts the next call off, and past the expiry it takes it away', () => {
    const full = (retryAfterMs: number) => [standing(limit(3, 600), 0, retryAfterMs)]
    expect(resendStanding({ ...fresh, standings: full(90_000) })).toEqual({
      available: false,
      availableAt: at(90),
      left: 1,
    })
    expect(resendStanding({ ...fresh, standings: full(300_000) })).toMatchObject({
      availableAt: null,
      left: 0,
    })
  })

  it('a rule that outlasts the challenge bounds what is left; a shorter one renews itself', () => {
    const standings = [standing(limit(1, 60), 0, 60_000), standing(limit(5, 3600), 1)]
    expect(resendStanding({ ...fresh, standings })).toMatchObject({ left: 1 })
    expect(resendStanding({ ...fresh, standings: standings.slice(0, 1) })).toMatchObject({
      left: 2,
    })
  })

  it('never offers a call that would be refused, nor holds one back for longer than it must', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 8 }),
        expectHonest,
      ),
      { seed: 20230719, numRuns: 200 },
    )
  })

  it('more room is never worse: neither in a rule nor in time', () => {
    fc.assert(
      fc.property(calls, fc.nat(200_000), fc.nat(5), (some, moreMs, moreUses) => {
        const roomier = {
          ...some,
          expiresAt: some.expiresAt + moreMs,
          standings: some.standings.map((one) => withMoreRoom(one, moreUses)),
        }
        const [before, after] = [resendStanding(some), resendStanding(roomier)]
        expect(after.left).toBeGreaterThanOrEqual(before.left)
        expect(after.availableAt ?? Infinity).toBeLessThanOrEqual(before.availableAt ?? Infinity)
        expect(Number(after.available)).toBeGreaterThanOrEqual(Number(before.available))
      }),
      { seed: 20230719, numRuns: 500 },
    )
  })

  it('says the same in all three members', () => {
    fc.assert(
      fc.property(calls, (some) => {
        const { available, availableAt, left } = resendStanding(some)
        expect(availableAt === null).toBe(left === 0)
        expect(available).toBe(availableAt !== null && availableAt <= some.now)
        if (availableAt !== null) expect(availableAt).toBeLessThan(some.expiresAt)
      }),
      { seed: 20230719, numRuns: 500 },
    )
  })
})

/** Earlier calls to the number, then one challenge in which calls are made after random pauses. */
async function expectHonest(earlierGapsMs: readonly number[], pausesMs: readonly number[]) {
  const clock = { time: start }
  const limiter = createMemoryLimiter({ now: () => clock.time })
  for (const [index, gap] of earlierGapsMs.entries()) {
    await limiter.take(charges, { id: `earlier-${index}` })
    clock.time += gap
  }

  const expiresAt = clock.time + lifeMs
  let made = { callsMade: 0, lastCallAt: null as number | null }
  const ask = async () => {
    const standings = await limiter.peek(charges)
    return resendStanding({ ...made, expiresAt, now: clock.time, standings })
  }
  const call = async () => {
    const { taken } = await limiter.take(charges, { id: `ca_${made.callsMade}` })
    if (taken) made = { callsMade: made.callsMade + 1, lastCallAt: clock.time }
    return taken
  }

  for (const pauseMs of pausesMs) {
    const told = await ask()
    if (told.available) expect(await call()).toBe(true)
    else await expectExact(told.availableAt)
    clock.time += pauseMs
  }
  let told = await ask()
  let { left } = told
  while (told.availableAt !== null) {
    clock.time = Math.max(clock.time, told.availableAt)
    expect(await call()).toBe(true)
    left--
    told = await ask()
  }
  expect(left).toBeLessThanOrEqual(0)

  async function expectExact(availableAt: number | null) {
    if (availableAt === null) return
    clock.time = availableAt - 1
    expect((await ask()).available).toBe(false)
    clock.time = availableAt
    expect((await ask()).available).toBe(true)
    expect(await call()).toBe(true)
  }
}

const standings: fc.Arbitrary<Standing> = fc
  .record({
    windowSeconds: fc.constantFrom(60, 200, 600, 3600),
    remaining: fc.nat(3),
    share: fc.double({ min: 0.001, max: 1, noNaN: true }),
  })
  .map(({ windowSeconds, remaining, share }) =>
    standing(
      limit(5, windowSeconds),
      remaining,
      remaining > 0 ? 0 : Math.ceil(share * windowSeconds * 1000),
    ),
  )

const calls: fc.Arbitrary<CallsSoFar> = fc.record({
  callsMade: fc.nat(6),
  lastCallAt: fc.integer({ min: start - 400_000, max: start }),
  expiresAt: fc.integer({ min: start - 1000, max: start + 600_000 }),
  now: fc.constant(start),
  standings: fc.array(standings, { maxLength: 5 }),
})

function withMoreRoom(one: Standing, moreUses: number): Standing {
  if (moreUses === 0) return one
  return { ...one, remaining: one.remaining + moreUses, retryAfterMs: 0 }
}
