import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KeyRules, noKeys, takeKey } from './key-entry.ts'

const keys = fc.string({ unit: fc.constantFrom(...'0123456789*#'), maxLength: 12 })
const rules = fc.record({
  numDigits: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(Number.POSITIVE_INFINITY)),
  finishOnKey: fc.constantFrom('', '#', '*', '5'),
})

describe('the keys of a Gather', () => {
  it('are all before the finishing key, as many as are wanted, and nothing else', () => {
    fc.assert(
      fc.property(keys, rules, (pressed, wanted) => {
        const { digits, finishedOnKey } = take(pressed, wanted)
        const finish = wanted.finishOnKey === '' ? -1 : pressed.indexOf(wanted.finishOnKey)
        const most = Math.min(wanted.numDigits, finish < 0 ? pressed.length : finish)
        expect(digits).toBe(pressed.slice(0, most))
        const isFinished = finish >= 0 && finish < wanted.numDigits
        expect(finishedOnKey).toBe(isFinished ? wanted.finishOnKey : '')
      }),
      { seed: 20260105, numRuns: 500 },
    )
  })
})

function take(pressed: string, wanted: KeyRules) {
  let entry = noKeys
  for (const key of pressed) if (!entry.complete) entry = takeKey(entry, key, wanted)
  return entry
}
