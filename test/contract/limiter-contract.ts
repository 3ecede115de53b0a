import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { callCharges, compileRules, defaultRules, slotCharges } from '../../src/limits/index.ts'
import type { Charge, Limit, Limiter, TakeResult, Use } from '../../src/limits/limiter.ts'
import type { Rule } from '../../src/limits/rule.ts'

/** The only clock a limiter under contract may look at: a store with its own is given an offset. */
export interface ContractClock {
  now(): number
  advance(ms: number): void
}

type MakeLimiter = (clock: ContractClock) => Limiter | Promise<Limiter>

const defaultSet = compileRules(defaultRules)
const perMinute: Limit = { name: 'per-minute', quota: 2, windowSeconds: 60 }
const perHour: Limit = { name: 'per-hour', quota: 5, windowSeconds: 3600 }
const spendRule = (name: string, quota: number): Rule => ({
  ...{ name, quota, windowSeconds: 60, subject: 'tenant', counts: 'spend' },
  reason: 'Money is a sum of amounts.',
})

/** What every limiter owes its callers. Each implementation runs this whole list, on empty stores. */
export function limiterContract(name: string, makeLimiter: MakeLimiter) {
  describe(`${name} limiter`, () => {
    let clock: ContractClock
    let limiter: Limiter
    let useCount: number
    beforeEach(async () => {
      clock = createClock()
      limiter = await makeLimiter(clock)
      useCount = 0
    })

    const charge = (limit: Limit, subject = 'subject') => ({ limit, subject })
    const take = (limits: readonly Limit[], use: Partial<Use> = {}) =>
      limiter.take(
        limits.map((limit) => charge(limit)),
        { id: `use-${useCount++}`, ...use },
      )
    const remaining = async (limit: Limit) => {
      const [standing] = await limiter.peek([charge(limit)])
      return standing?.remaining
    }

    describe('take', () => {
      it('lets the quota through, counts down, then names the limit and the wait', async () => {
        expect(await take([perMinute])).toEqual({
          taken: true,
          standings: [{ limit: perMinute, remaining: 1, retryAfterMs: 0 }],
        })
        clock.advance(1_500)
        expect(await take([perMinute])).toEqual({
          taken: true,
          standings: [{ limit: perMinute, remaining: 0, retryAfterMs: 58_500 }],
        })
        clock.advance(500)
        const full = { limit: perMinute, remaining: 0, retryAfterMs: 58_000 }
        expect(await take([perMinute])).toEqual({
          taken: false,
          refusedBy: full,
          standings: [full],
        })
      })

      it('frees a use exactly one window after it was taken, not a millisecond before', async () => {
        await take([perMinute])
        clock.advance(30_000)
        await take([perMinute])

        clock.advance(29_999)
        expect(await take([perMinute])).toMatchObject({
          taken: false,
          refusedBy: { retryAfterMs: 1 },
        })
        clock.advance(1)
        expect(await take([perMinute])).toMatchObject({ taken: true })
        expect(await take([perMinute])).toMatchObject({
          taken: false,
          refusedBy: { retryAfterMs: 30_000 },
        })
      })

      it('never lets more than the quota into any window, as fixed windows do', async () => {
        clock.advance(59_000)
        await take([perMinute])
        await take([perMinute])
        clock.advance(2_000)
        expect(await take([perMinute])).toMatchObject({ taken: false })
      })

      it('charges no limit at all when one of them is full', async () => {
        await take([perMinute])
        await take([perMinute])
        for (let i = 0; i < 10; i++) await take([perHour, perMinute])
        expect(await remaining(perHour)).toBe(5)
      })

      it('names the full limit with the longest wait, and how all of them stand', async () => {
        const perDay: Limit = { name: 'per-day', quota: 2, windowSeconds: 86_400 }
        await take([perMinute, perDay])
        await take([perMinute, perDay])

        const refused = await take([perHour, perMinute, perDay])
        expect(refused).toMatchObject({
          taken: false,
          refusedBy: { limit: { name: 'per-day' }, retryAfterMs: 86_400_000 },
          standings: [
            { limit: perHour, remaining: 5, retryAfterMs: 0 },
            { limit: perMinute, remaining: 0, retryAfterMs: 60_000 },
            { limit: perDay, remaining: 0, retryAfterMs: 86_400_000 },
          ],
        })
      })

      it('counts every subject and every limit name by itself', async () => {
        await take([perMinute])
        await take([perMinute])
        const other = await limiter.take([charge(perMinute, 'other')], { id: 'other' })
        expect(other).toMatchObject({ taken: true, standings: [{ remaining: 1 }] })
        expect(await remaining({ ...perMinute, name: 'other-limit' })).toBe(2)
      })

      it('a refused take leaves nothing behind: its id can be taken later', async () => {
        await take([perMinute])
        await take([perMinute])
        await take([perMinute], { id: 'again' })
        clock.advance(60_000)
        expect(await take([perMinute], { id: 'again' })).toMatchObject({
          taken: true,
          standings: [{ remaining: 1 }],
        })
      })

      it('an empty list of charges is always taken', async () => {
        expect(await take([])).toEqual({ taken: true, standings: [] })
      })

      it('a quota of nothing refuses, with its window as the wait', async () => {
        const closed: Limit = { name: 'closed', quota: 0, windowSeconds: 60 }
        expect(await take([closed])).toMatchObject({
          taken: false,
          refusedBy: { remaining: 0, retryAfterMs: 60_000 },
        })
      })

      it('a lowered quota holds at once, and waits for as many as it must', async () => {
        for (let i = 0; i < 4; i++) {
          await take([perHour])
          clock.advance(1_000)
        }
        const lowered = { ...perHour, quota: 2 }
        expect(await take([lowered])).toMatchObject({
          taken: false,
          refusedBy: { remaining: 0, retryAfterMs: 3_600_000 - 2_000 },
        })
        clock.advance(3_600_000 - 2_001)
        expect(await take([lowered])).toMatchObject({ taken: false })
        clock.advance(1)
        expect(await take([lowered])).toMatchObject({ taken: true })
      })
    })

    describe('a use taken twice', () => {
      it('counts once, even when the limit is full', async () => {
        await take([perMinute], { id: 'same' })
        await take([perMinute])
        expect(await take([perMinute], { id: 'same' })).toMatchObject({
          taken: true,
          standings: [{ remaining: 0 }],
        })
        expect(await take([perMinute])).toMatchObject({ taken: false })
      })

      it('keeps the time at which it was first taken', async () => {
        await take([perMinute], { id: 'same' })
        clock.advance(30_000)
        await take([perMinute], { id: 'same' })
        clock.advance(30_000)
        expect(await remaining(perMinute)).toBe(2)
      })

      it('counts once when one request names a key twice', async () => {
        expect(await take([perMinute, perMinute])).toMatchObject({
          taken: true,
          standings: [{ remaining: 1 }, { remaining: 1 }],
        })
      })

      it('counts anew once it has left the window', async () => {
        await take([perMinute], { id: 'same' })
        clock.advance(60_000)
        await take([perMinute], { id: 'same' })
        expect(await remaining(perMinute)).toBe(1)
      })

      it('needs room where it was not taken before', async () => {
        await take([perMinute], { id: 'same' })
        const only: Limit = { name: 'only', quota: 1, windowSeconds: 60 }
        await take([only])
        expect(await take([perMinute, only], { id: 'same' })).toMatchObject({ taken: false })
      })
    })

    describe('a use that replaces another', () => {
      const slot: Limit = { name: 'slot', quota: 1, windowSeconds: 175 }

      it('takes its place in a full limit', async () => {
        await take([slot], { id: 'first' })
        expect(await take([slot], { id: 'second', replaces: 'first' })).toMatchObject({
          taken: true,
        })
        expect(await take([slot])).toMatchObject({ taken: false })
        await limiter.giveBack([charge(slot)], 'first')
        expect(await remaining(slot)).toBe(0)
        await limiter.giveBack([charge(slot)], 'second')
        expect(await remaining(slot)).toBe(1)
      })

      it('starts its own time', async () => {
        await take([slot], { id: 'first' })
        clock.advance(100_000)
        await take([slot], { id: 'second', replaces: 'first' })
        clock.advance(100_000)
        expect(await remaining(slot)).toBe(0)
      })

      it('ends nothing when it is refused', async () => {
        await take([slot], { id: 'first' })
        await take([perMinute])
        await take([perMinute])
        expect(await take([slot, perMinute], { id: 'second', replaces: 'first' })).toMatchObject({
          taken: false,
          refusedBy: { limit: { name: 'per-minute' } },
        })
        await limiter.giveBack([charge(slot)], 'second')
        expect(await remaining(slot)).toBe(0)
      })

      it('is an ordinary use where the other is not', async () => {
        expect(await take([slot], { id: 'second', replaces: 'nobody' })).toMatchObject({
          taken: true,
        })
        expect(await take([slot], { id: 'third', replaces: 'nobody' })).toMatchObject({
          taken: false,
        })
      })

      it('may name itself without ending itself', async () => {
        await take([slot], { id: 'first' })
        clock.advance(100_000)
        expect(await take([slot], { id: 'first', replaces: 'first' })).toMatchObject({
          taken: true,
          standings: [{ remaining: 0, retryAfterMs: 75_000 }],
        })
      })

      it('passes a slot on but does not undo a call: calls that replace each other fill up', async () => {
        const who = { tenantId: 'te_1', numberSubject: 'hash' }
        const charges = [...callCharges(defaultSet, who), ...slotCharges(defaultSet, who)]
        const results: TakeResult[] = []
        for (let i = 0; i < 4; i++) {
          results.push(await limiter.take(charges, { id: `ca_${i}`, replaces: `ca_${i - 1}` }))
          clock.advance(60_000)
        }
        expect(results.map(({ taken }) => taken)).toEqual([true, true, true, false])
        expect(results[3]).toMatchObject({ refusedBy: { limit: { name: 'number-10m' } } })

        const slots = await limiter.peek(slotCharges(defaultSet, who))
        expect(slots.map((slotStanding) => slotStanding.remaining)).toEqual([19, 49])
      })
    })

    describe('giveBack', () => {
      it('frees the use in the limits that are named and in no other', async () => {
        await take([perMinute, perHour], { id: 'refund' })
        await limiter.giveBack([charge(perMinute)], 'refund')
        expect(await remaining(perMinute)).toBe(2)
        expect(await remaining(perHour)).toBe(4)
      })

      it('changes nothing when the use is not there, or was given back before', async () => {
        await take([perMinute], { id: 'once' })
        await take([perMinute])
        await limiter.giveBack([charge(perMinute)], 'never-taken')
        await limiter.giveBack([charge(perMinute, 'other')], 'once')
        await limiter.giveBack([charge(perMinute)], 'once')
        await limiter.giveBack([charge(perMinute)], 'once')
        expect(await remaining(perMinute)).toBe(1)
      })

      it('shortens the wait when the oldest use is given back', async () => {
        await take([perMinute], { id: 'oldest' })
        clock.advance(10_000)
        await take([perMinute])
        await limiter.giveBack([charge(perMinute)], 'oldest')
        await take([perMinute])
        expect(await take([perMinute])).toMatchObject({
          taken: false,
          refusedBy: { retryAfterMs: 60_000 },
        })
      })
    })

    describe('a quota that is a sum', () => {
      const euro = 1_000_000
      const spend = spendRule('spend', euro)
      const call = (amount: number, id: string, limits: readonly Limit[] = [spend]) =>
        limiter.take(
          limits.map((limit) => ({ ...charge(limit), amount })),
          { id },
        )

      it('is full when the next amount does not fit, to the last millionth', async () => {
        expect(await call(600_000, 'a')).toMatchObject({
          standings: [{ remaining: 400_000, amount: 600_000, retryAfterMs: 60_000 }],
        })
        expect(await call(400_001, 'b')).toMatchObject({ taken: false })
        expect(await call(400_000, 'b')).toMatchObject({ standings: [{ remaining: 0 }] })
        expect(await call(1, 'c')).toMatchObject({ taken: false })
        expect(await call(0, 'free')).toMatchObject({ taken: true })
      })

      it('waits until enough of it has left, not only the oldest', async () => {
        for (const id of ['a', 'b', 'c', 'd']) {
          await call(250_000, id)
          clock.advance(10_000)
        }
        expect(await call(500_000, 'e')).toMatchObject({
          taken: false,
          refusedBy: { retryAfterMs: 60_000 - 40_000 + 10_000 },
        })
        clock.advance(29_999)
        expect(await call(500_000, 'e')).toMatchObject({ taken: false })
        clock.advance(1)
        expect(await call(500_000, 'e')).toMatchObject({ taken: true })
      })

      it('holds over more uses than are read at once', async () => {
        const uses = Array.from({ length: 2_500 }, (_, i) => call(400, `use-${i}`))
        expect((await Promise.all(uses)).every(({ taken }) => taken)).toBe(true)
        expect(await call(1, 'one more')).toMatchObject({
          taken: false,
          refusedBy: { remaining: 0, retryAfterMs: 60_000 },
        })
        clock.advance(60_000)
        expect(await call(euro, 'all')).toMatchObject({ standings: [{ remaining: 0 }] })
      })

      it('an amount above the quota never fits', async () => {
        expect(await call(euro + 1, 'a')).toMatchObject({
          taken: false,
          refusedBy: { remaining: euro, retryAfterMs: 60_000 },
        })
      })

      it('keeps what the use took in the end, be it less or more, and from when it was taken', async () => {
        await call(600_000, 'a')
        await limiter.giveBack([charge(spend)], 'a', 100_000)
        expect(await remaining(spend)).toBe(900_000)
        await limiter.giveBack([charge(spend)], 'a', 700_000)
        await limiter.giveBack([charge(spend)], 'unknown', 700_000)
        expect(await remaining(spend)).toBe(300_000)
        clock.advance(60_000)
        expect(await remaining(spend)).toBe(euro)
      })

      it('is given back whole where nothing was kept, whatever the charge said', async () => {
        await call(600_000, 'a')
        await limiter.giveBack([{ ...charge(spend), amount: 600_000 }], 'a')
        expect(await remaining(spend)).toBe(euro)
      })

      it('400 at once never take more than the sum', async () => {
        const results = await Promise.all(
          Array.from({ length: 400 }, (_, i) => call(150_000, `use-${i}`)),
        )
        expect(results.filter(({ taken }) => taken)).toHaveLength(6)
        expect(await remaining(spend)).toBe(100_000)
      })
    })

    describe('limits that share their uses', () => {
      const whole = spendRule('spend', 100)
      const early = { ...spendRule('spend-early', 80), sharesWith: 'spend' }

      it('count once, and each has a quota of its own', async () => {
        const both = [whole, early].map((limit) => ({ ...charge(limit), amount: 50 }))
        expect(await limiter.take(both, { id: 'a' })).toMatchObject({
          standings: [{ remaining: 50 }, { remaining: 30 }],
        })
        expect(await limiter.take(both, { id: 'b' })).toMatchObject({
          taken: false,
          refusedBy: { limit: { name: 'spend-early' } },
        })
        expect(await limiter.take(both.slice(0, 1), { id: 'b' })).toMatchObject({ taken: true })
        await limiter.giveBack(both, 'a')
        expect(await remaining(whole)).toBe(50)
        expect(await remaining(early)).toBe(30)
      })
    })

    describe('limits of several windows with one log', () => {
      const shared = { name: 'calls', staysSeconds: 3600 }
      const both: readonly Limit[] = [
        { ...perMinute, log: shared },
        { ...perHour, log: shared },
      ]

      it('count one use each in their own window', async () => {
        await take(both)
        await take(both)
        expect(await take(both)).toMatchObject({ refusedBy: { limit: { name: 'per-minute' } } })
        clock.advance(60_000)
        expect(await take(both)).toMatchObject({
          taken: true,
          standings: [{ remaining: 1 }, { remaining: 2 }],
        })
        for (const gone of [60_000, 0, 60_000]) {
          clock.advance(gone)
          await take(both)
        }
        expect(await take(both)).toMatchObject({
          taken: false,
          refusedBy: { limit: { name: 'per-hour' }, retryAfterMs: 3_600_000 - 180_000 },
        })
      })

      it('are given back together', async () => {
        await take(both, { id: 'once' })
        await limiter.giveBack(
          both.map((limit) => charge(limit)),
          'once',
        )
        for (const limit of both) expect(await remaining(limit)).toBe(limit.quota)
      })
    })

    describe('a charge with a name of its own', () => {
      const numbers: Limit = { name: 'numbers', quota: 2, windowSeconds: 60 }
      const callTo = (number: string, id: string) =>
        limiter.take([{ ...charge(numbers), useId: number }, charge(perHour)], { id })

      it('counts once however many uses bring it, and goes on when the limit is full', async () => {
        for (const [index, number] of ['x', 'x', 'y', 'x'].entries())
          expect(await callTo(number, `use-${index}`)).toMatchObject({ taken: true })
        expect(await remaining(numbers)).toBe(0)
        expect(await callTo('z', 'use-5')).toMatchObject({
          taken: false,
          refusedBy: { limit: { name: 'numbers' } },
        })
        expect(await remaining(perHour)).toBe(1)
      })

      it('does not wait for what it is part of already', async () => {
        await callTo('x', 'use-1')
        await callTo('y', 'use-2')
        const look = (useId: string) => limiter.peek([{ ...charge(numbers), useId }])
        expect(await look('x')).toMatchObject([{ remaining: 0, retryAfterMs: 0 }])
        expect(await look('z')).toMatchObject([{ remaining: 0, retryAfterMs: 60_000 }])
      })

      it('is given back by that name, and is not replaced', async () => {
        await callTo('x', 'use-1')
        await limiter.take([{ ...charge(numbers), useId: 'y' }], { id: 'use-2', replaces: 'x' })
        expect(await remaining(numbers)).toBe(0)
        await limiter.giveBack([{ ...charge(numbers), useId: 'x' }], 'use-7')
        expect(await remaining(numbers)).toBe(1)
      })
    })

    describe('a limit in shadow', () => {
      const shadow: Limit = { ...perMinute, name: 'shadow', mode: 'shadow' }

      it('counts and says when it would refuse, but refuses nobody', async () => {
        await take([shadow, perHour])
        await take([shadow, perHour])
        expect(await take([shadow, perHour])).toEqual({
          taken: true,
          standings: [
            { limit: shadow, remaining: 0, retryAfterMs: 60_000, shadowRefused: true },
            { limit: perHour, remaining: 2, retryAfterMs: 0 },
          ],
        })
      })

      it('counts what it would let through: enforced, it would be no fuller', async () => {
        await take([shadow])
        clock.advance(50_000)
        for (let i = 0; i < 9; i++) await take([shadow])
        clock.advance(10_000)
        const enforced: Limit = { ...shadow, mode: 'enforced' }
        expect(await take([enforced])).toMatchObject({ taken: true })
        expect(await take([enforced])).toMatchObject({ taken: false })
      })

      it('is not charged when another limit refuses', async () => {
        await take([perMinute])
        await take([perMinute])
        expect(await take([shadow, perMinute])).toMatchObject({
          taken: false,
          refusedBy: { limit: { name: 'per-minute' } },
          standings: [{ remaining: 2 }, { remaining: 0 }],
        })
      })
    })

    describe('peek', () => {
      it('answers in the order asked, and changes nothing', async () => {
        await take([perMinute])
        for (let i = 0; i < 10; i++) {
          expect(await limiter.peek([charge(perHour), charge(perMinute)])).toEqual([
            { limit: perHour, remaining: 5, retryAfterMs: 0 },
            { limit: perMinute, remaining: 1, retryAfterMs: 0 },
          ])
        }
      })

      it('does not make a use leave early when asked with a shorter window', async () => {
        await take([perHour])
        clock.advance(120_000)
        await limiter.peek([charge({ ...perHour, windowSeconds: 60 })])
        expect(await remaining(perHour)).toBe(4)
      })
    })

    describe('races', () => {
      const race = (limits: readonly Limit[]) =>
        Promise.all(Array.from({ length: 400 }, () => take(limits)))
      const admitted = (results: readonly TakeResult[]) => results.filter(({ taken }) => taken)

      it('400 at once on a limit of 5 admit exactly 5', async () => {
        expect(admitted(await race([perHour]))).toHaveLength(5)
      })

      it('400 at once on two limits leave both with what was admitted', async () => {
        const wide: Limit = { name: 'wide', quota: 1000, windowSeconds: 60 }
        expect(admitted(await race([wide, perHour]))).toHaveLength(5)
        expect(await remaining(wide)).toBe(995)
      })

      it('400 copies of one request are one use', async () => {
        await Promise.all(Array.from({ length: 400 }, () => take([perHour], { id: 'same' })))
        expect(await remaining(perHour)).toBe(4)
      })
    })

    it('agrees move by move with a plain list of all uses', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 80 }), async (moves) => {
          const modelClock = createClock()
          const subjectOfTest = await makeLimiter(modelClock)
          const model = createModel(modelClock)
          for (const next of moves) {
            modelClock.advance(next.advanceMs)
            expect(await play(subjectOfTest, next)).toEqual(await play(model, next))
          }
        }),
        { seed: 20230719, numRuns: 150 },
      )
    })

    it('accepts at the end of the wait it told, and refuses a millisecond before', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async (moves) => {
          const moveClock = createClock()
          const subjectOfTest = await makeLimiter(moveClock)
          for (const next of moves) {
            moveClock.advance(next.advanceMs)
            await play(subjectOfTest, next)
          }
          await expectExactWait(subjectOfTest, moveClock)
        }),
        { seed: 20230621, numRuns: 150 },
      )
    })
  })
}

async function expectExactWait(limiter: Limiter, clock: ContractClock) {
  const charges = modelLimits.map((limit) => ({ limit, subject: 'a' }))
  for (let round = 0; round < 4; round++) {
    const result = await limiter.take(charges, { id: `fills-${round}` })
    if (result.taken) continue
    const waitMs = result.refusedBy.retryAfterMs
    expect(waitMs).toBeGreaterThan(0)

    clock.advance(waitMs - 1)
    expect(await limiter.take(charges, { id: 'too-soon' })).toMatchObject({ taken: false })
    clock.advance(1)
    const inTime = await limiter.take(charges, { id: `in-time-${round}` })
    expect(inTime).toMatchObject({ taken: true })
  }
}

function createClock(): ContractClock {
  let time = 1_689_724_800_000
  return {
    now: () => time,
    advance: (ms) => {
      time += ms
    },
  }
}

const modelLimits: readonly Limit[] = [
  { name: 'one-a-second', quota: 1, windowSeconds: 1 },
  { name: 'two-in-two', quota: 2, windowSeconds: 2 },
  { name: 'three-in-five', quota: 3, windowSeconds: 5 },
]

const summed: readonly Limit[] = [
  { ...spendRule('six-in-three', 6), windowSeconds: 3 },
  { ...spendRule('four-of-six', 4), windowSeconds: 3, sharesWith: 'six-in-three' },
]
const log = { name: 'one-log', staysSeconds: 4 }
const logged: readonly Limit[] = [
  { name: 'one-in-one', quota: 1, windowSeconds: 1, log },
  { name: 'three-in-four', quota: 3, windowSeconds: 4, log },
]
const shadow: Limit = { name: 'shadow-in-two', quota: 1, windowSeconds: 2, mode: 'shadow' }

type Move = {
  readonly kind: 'take' | 'giveBack' | 'peek'
  readonly charges: readonly Charge[]
  readonly id: string
  readonly replaces: string | undefined
  readonly advanceMs: number
  readonly keptAmount: number | undefined
}

const charged: fc.Arbitrary<Charge> = fc
  .record({
    limit: fc.constantFrom(...modelLimits, ...modelLimits, ...summed, ...summed, ...logged, shadow),
    subject: fc.constantFrom('a', 'b'),
    amount: fc.constantFrom(1, 2, 3, 5),
    useId: fc.constantFrom(undefined, undefined, undefined, 'n1', 'n2'),
  })
  .map(({ amount, ...charge }) => (isSum(charge.limit) ? { ...charge, amount } : charge))

const isSum = (limit: Limit) => summed.includes(limit)

const useId = fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6')
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('take', 'take', 'take', 'giveBack', 'peek'),
  charges: fc.array(charged, { minLength: 1, maxLength: 4 }),
  id: useId,
  replaces: fc.option(useId, { nil: undefined, freq: 4 }),
  advanceMs: fc.constantFrom(0, 0, 1, 499, 500, 501, 999, 1000, 1001, 2500),
  keptAmount: fc.constantFrom(undefined, undefined, 1, 4),
})

async function play(limiter: Limiter, { kind, charges, id, replaces, keptAmount }: Move) {
  if (kind === 'take') return limiter.take(charges, { id, replaces })
  if (kind === 'peek') return limiter.peek(charges)
  return limiter.giveBack(charges, id, keptAmount)
}

interface Taken {
  readonly key: string
  readonly id: string
  readonly at: number
  readonly amount: number
}

/** The port said in the plainest way: one list of everything that was ever taken. */
function createModel({ now }: ContractClock): Limiter {
  let list: Taken[] = []
  const keyOf = ({ limit, subject }: Charge) =>
    `${limit.log?.name ?? limit.sharesWith ?? limit.name} ${subject}`
  const isOf = (charge: Charge) => (use: Taken) => use.key === keyOf(charge)
  const idOf = (charge: Charge, id: string) => charge.useId ?? id
  const amountOf = ({ amount = 1 }: Charge) => amount
  const sum = (uses: readonly Taken[]) => uses.reduce((total, { amount }) => total + amount, 0)
  const takenIn = (charge: Charge, seconds: number) =>
    list
      .filter(isOf(charge))
      .filter(({ at }) => at > now() - seconds * 1000)
      .sort((a, b) => a.at - b.at)
  const counted = (charge: Charge) => takenIn(charge, charge.limit.windowSeconds)
  const inLog = (charge: Charge) =>
    takenIn(charge, charge.limit.log?.staysSeconds ?? charge.limit.windowSeconds)
  const drop = (charge: Charge, id: string) => {
    list = list.filter((use) => !(isOf(charge)(use) && use.id === id))
  }

  const waitOf = (charge: Charge) => {
    const windowMs = charge.limit.windowSeconds * 1000
    const uses = counted(charge)
    if (charge.useId !== undefined && uses.some(({ id }) => id === charge.useId)) return 0
    const fitsWhen = (left: number) =>
      sum(uses.slice(left)) + amountOf(charge) <= charge.limit.quota
    if (fitsWhen(0)) return 0
    const left = uses.findIndex((_, index) => fitsWhen(index + 1))
    return (uses[left]?.at ?? now()) + windowMs - now()
  }
  const standingOf = (charge: Charge, isFull: boolean) => ({
    limit: charge.limit,
    remaining: Math.max(charge.limit.quota - sum(counted(charge)), 0),
    retryAfterMs: waitOf(charge),
    ...(amountOf(charge) !== 1 && { amount: amountOf(charge) }),
    ...(isFull && charge.limit.mode === 'shadow' && { shadowRefused: true as const }),
  })
  const fits = (charge: Charge, use: Use) => {
    const uses = counted(charge)
    if (uses.some(({ id }) => id === idOf(charge, use.id))) return true
    const others = uses.filter(({ id }) => id !== replacedBy(charge, use))
    return sum(others) + amountOf(charge) <= charge.limit.quota
  }
  const replacedBy = ({ limit, useId }: Charge, { id, replaces }: Use) =>
    replaces === id || isSum(limit) || useId !== undefined ? undefined : replaces
  const add = (charge: Charge, use: Use) => {
    const replaced = replacedBy(charge, use)
    if (replaced !== undefined) drop(charge, replaced)
    const id = idOf(charge, use.id)
    if (inLog(charge).some((one) => one.id === id)) return
    drop(charge, id)
    list.push({ key: keyOf(charge), id, at: now(), amount: amountOf(charge) })
  }

  return {
    async take(charges, use) {
      const full = charges.filter((charge) => !fits(charge, use))
      const [refusedBy] = full
        .filter(({ limit }) => limit.mode !== 'shadow')
        .map((charge) => standingOf(charge, true))
        .sort((a, b) => b.retryAfterMs - a.retryAfterMs)
      if (!refusedBy) for (const charge of charges) if (!full.includes(charge)) add(charge, use)
      const standings = charges.map((charge) => standingOf(charge, full.includes(charge)))
      return refusedBy ? { taken: false, refusedBy, standings } : { taken: true, standings }
    },
    async giveBack(charges, id, keptAmount = 0) {
      for (const charge of charges) {
        if (keptAmount === 0 || !isSum(charge.limit)) drop(charge, idOf(charge, id))
        else
          list = list.map((use) =>
            isOf(charge)(use) && use.id === idOf(charge, id) ? { ...use, amount: keptAmount } : use,
          )
      }
    },
    async peek(charges) {
      return charges.map((charge) => standingOf(charge, !fits(charge, { id: '' })))
    },
  }
}
