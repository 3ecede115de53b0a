import fc from 'fast-check'
import { expect } from 'vitest'
import type { Charge, Limiter, Rule } from '../../src/limits/index.ts'

interface Twins {
  readonly limiter: Limiter
  readonly twin: Limiter
  advance(ms: number): void
}

interface Move {
  readonly kind: 'take' | 'giveBack' | 'peek'
  readonly charges: readonly Charge[]
  readonly id: string
  readonly replaces: string | undefined
  readonly advanceMs: number
}

const rule = (
  name: string,
  windowSeconds: number,
  counts: Rule['counts'],
): Omit<Rule, 'quota'> => ({
  ...{ name, windowSeconds, counts },
  ...{ subject: 'number', reason: 'Two stores have to agree on it.' },
})

/** What ops change while it runs is the quota: each move brings its own. */
const charge: fc.Arbitrary<Charge> = fc
  .record({
    rule: fc.constantFrom(
      rule('calls-1s', 1, 'calls'),
      rule('calls-3s', 3, 'calls'),
      rule('in-flight', 2, 'in-flight'),
      rule('wrong-codes', 5, 'wrong-codes'),
    ),
    quota: fc.constantFrom(0, 1, 2, 2, 3, 3, 3, 5),
    subject: fc.constantFrom('{te_1}', '{te_1}:number:a', '{te_2}', '{global}'),
  })
  .map(({ rule, quota, subject }) => ({ limit: { ...rule, quota }, subject }))

const useId = fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6')
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('take', 'take', 'take', 'take', 'giveBack', 'peek'),
  charges: fc.array(charge, { maxLength: 6 }),
  id: useId,
  replaces: fc.option(useId, { nil: undefined, freq: 2 }),
  advanceMs: fc.constantFrom(0, 0, 0, 1, 499, 500, 999, 1000, 1001, 2500),
})

/** Plays the same moves on two limiters and holds every answer of the one to that of the other. */
export async function followBoth(start: () => Promise<Twins>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 80 }), async (moves) => {
      const { limiter, twin, advance } = await start()
      for (const next of moves) {
        advance(next.advanceMs)
        expect(await play(limiter, next)).toEqual(await play(twin, next))
      }
    }),
    { seed: 20230621, numRuns },
  )
}

function play(limiter: Limiter, { kind, charges, id, replaces }: Move): Promise<unknown> {
  if (kind === 'take') return limiter.take(charges, { id, replaces })
  if (kind === 'peek') return limiter.peek(charges)
  return limiter.giveBack(charges, id)
}
