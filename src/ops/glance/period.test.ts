import { expect, it } from 'vitest'
import { midnightBefore, periodOf } from './period.ts'

it.each([
  ['2026-01-15T12:34:56.789Z', '2026-01-14T23:00:00.000Z'],
  ['2026-07-15T21:59:59.999Z', '2026-07-14T22:00:00.000Z'],
  ['2026-07-15T22:00:00.000Z', '2026-07-15T22:00:00.000Z'],
  // The clock goes forward on 29 March at 01:00Z, and back on 25 October at 01:00Z.
  ['2026-03-29T12:00:00.000Z', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25T12:00:00.000Z', '2026-10-24T22:00:00.000Z'],
])('the day of %s began at %s', (now, midnight) => {
  expect(new Date(midnightBefore(Date.parse(now))).toISOString()).toBe(midnight)
})

it('a period has at most fifty steps, and stands still until its last one is full', () => {
  const now = Date.parse('2026-07-15T12:01:00Z')
  for (const name of ['today', 'day', 'week', 'month'] as const) {
    const { from, to, stepMs } = periodOf(name, now)
    expect(Math.ceil((to - from) / stepMs)).toBeLessThanOrEqual(51)
    expect(periodOf(name, now + 60_000).from).toBe(from)
  }
})
