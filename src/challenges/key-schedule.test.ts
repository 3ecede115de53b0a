import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  ASSERTION_LIFE_MS,
  KEY_SET_CACHED_MS,
  KEYS_READ_EVERY_MS,
  pickPublished,
  pickSigning,
  signsFrom,
} from './key-schedule.ts'

const [first, second] = [{ createdAt: 0 }, { createdAt: 10_000_000 }]
const changeOver = signsFrom(second)

it('a first key signs at once; a new one when every cache has it', () => {
  expect(pickSigning([first], 0)).toBe(first)
  expect(pickSigning([first, second], changeOver - 1)).toBe(first)
  expect(pickSigning([first, second], changeOver)).toBe(second)
  expect(changeOver - second.createdAt).toBeGreaterThan(KEY_SET_CACHED_MS + KEYS_READ_EVERY_MS)
})

it('a key is published before it signs, and until its last assertion has run out', () => {
  expect(pickPublished([first, second], second.createdAt)).toEqual([first, second])
  expect(pickPublished([first, second], changeOver + ASSERTION_LIFE_MS)).toEqual([first, second])
  expect(pickPublished([first, second], changeOver + 2 * ASSERTION_LIFE_MS)).toEqual([second])
})

it('a service without a key does not sign', () => {
  expect(() => pickSigning([], 0)).toThrow('no signing key')
})

it('whenever keys were made, who signs has been published long enough and stays so', () => {
  const times = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 12_000_000 }), (made, now) => {
      const keys = made.sort((a, b) => a - b).map((createdAt) => ({ createdAt }))
      const key = pickSigning(keys, now)
      const wasKnown = key.createdAt + KEY_SET_CACHED_MS + KEYS_READ_EVERY_MS <= now
      expect(key === keys[0] || wasKnown).toBe(true)
      // Whoever reads the set at any moment while an assertion of now is good finds its key.
      for (const later of [0, 1000, ASSERTION_LIFE_MS, ASSERTION_LIFE_MS + KEYS_READ_EVERY_MS])
        expect(pickPublished(keys, now + later)).toContain(key)
    }),
    { seed: 20_260_202, numRuns: 1000 },
  )
})
