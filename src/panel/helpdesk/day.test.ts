import { expect, it } from 'vitest'
import { dayOf, daysAhead, endOfDay } from './day.ts'

it.each([
  ['2026-01-31', '2026-01-31T22:59:59.999Z'],
  ['2026-07-31', '2026-07-31T21:59:59.999Z'],
  // The nights in which the clock moves.
  ['2026-03-29', '2026-03-29T21:59:59.999Z'],
  ['2026-10-25', '2026-10-25T22:59:59.999Z'],
])('%s ends at %s', (day, end) => {
  expect(new Date(endOfDay(day) ?? 0).toISOString()).toBe(end)
})

it.each(['', 'soon', '2026-02-31', '2026-13-01', '31-01-2026'])('%j is no day', (day) => {
  expect(endOfDay(day)).toBeNull()
})

it('days begin at midnight in the Netherlands', () => {
  expect(dayOf(Date.parse('2026-07-31T22:00:00Z'))).toBe('2026-08-01')
  const { first, last } = daysAhead(Date.parse('2026-11-22T12:00:00Z'))
  expect([first, last]).toEqual(['2026-11-22', '2026-12-21'])
})
