import { expect, it } from 'vitest'
import { ATTEMPTS_MOST, retryAfterMs } from './retry-schedule.ts'

it.each([
  [1, 5],
  [2, 5 * 60],
  [3, 30 * 60],
  [4, 2 * 3600],
  [5, 5 * 3600],
  [6, 10 * 3600],
  [7, 14 * 3600],
  [8, 20 * 3600],
  [9, 24 * 3600],
])('after attempt %d come %d seconds, and up to a tenth more', (attempts, seconds) => {
  const drawn = Array.from({ length: 200 }, () => retryAfterMs(attempts) ?? 0)
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(seconds * 1000)
  expect(Math.max(...drawn)).toBeLessThan(seconds * 1100)
  expect(new Set(drawn).size).toBeGreaterThan(50)
})

it('after the tenth comes nothing, and after one too many neither', () => {
  expect([ATTEMPTS_MOST, retryAfterMs(10), retryAfterMs(11)]).toEqual([10, null, null])
})
