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
  readonly keptAmount: number | undefined
}

const rule = (
  name: string,
  windowSeconds: number,
  counts: Rule['counts'],
  sharesWith?: string,
): Omit<Rule, 'quota'> => ({
  ...{ name, windowSeconds, counts, sharesWith },
  ...{ subject: 'number', reason: 'Two stores have to agree on it.' },
})

/** What ops change while it runs is the quota and the mode: each move brings its own. */
const charge: fc.Arbitrary<Charge> = fc
  .record({
    rule: fc.constantFrom(
      { ...rule('calls-1s', 1, 'calls'), log: { name: 'calls', staysSeconds: 3 } },
      { ...rule('calls-3s', 3, 'calls'), log: { name: 'calls', staysSeconds: 3 } },
      rule('in-flight', 2, 'in-flight'),
      rule('wrong-codes', 5, 'wrong-codes'),
      rule('wrong-codes-too', 5, 'wrong-codes', 'wrong-codes'),
      rule('spend', 3, 'spend'),
      rule('spend', 3, 'spend'),
      rule('spend-early', 3, 'spend', 'spend'),
    ),
    mode: fc.constantFrom(...(['enforced', 'enforced', 'enforced', 'shadow'] as const)),
    quota: fc.constantFrom(0, 1, 2, 2, 3, 3, 3, 5),
    amount: fc.constantFrom(0, 1, 1, 2, 4),
    useId: fc.option(fc.constantFrom('n1', 'n2', 'n3'), { nil: undefined, freq: 3 }),
    subject: fc.constantFrom('{te_1}', '{te_1}:number:a', '{te_2}', '{global}'),
  })
  .map(({ rule, quota, mode, ...charge }) => ({ ...charge, limit: { ...rule, quota, mode } }))

const useId = fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6')
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('take', 'take', 'take', 'take', 'giveBack', 'peek'),
  charges: fc.array(charge, { maxLength: 6 }),
  id: useId,
  replaces: fc.option(useId, { nil: undefined, freq: 2 }),
  advanceMs: fc.constantFrom(0, 0, 0, 1, 499, 500, 999, 1000, 1001, 2500),
  keptAmount: fc.constantFrom(undefined, undefined, 1, 3),
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

function play(
  limiter: Limiter,
  { kind, charges, id, replaces, keptAmount }: Move,
): Promise<unknown> {
  if (kind === 'take') return limiter.take(charges, { id, replaces })
  if (kind === 'peek') return limiter.peek(charges)
  return limiter.giveBack(charges, id, keptAmount)
}
