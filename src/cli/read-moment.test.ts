import { expect, it } from 'vitest'
import { readMoment } from './read-moment.ts'

it('reads a moment with its offset', () => {
  expect(readMoment('2023-07-19T00:00:00+02:00')).toBe('2023-07-18T22:00:00.000Z')
  expect(readMoment('2023-07-19T09:30Z')).toBe('2023-07-19T09:30:00.000Z')
})

it('a date alone is the start of that day here', () => {
  expect(readMoment('2023-07-19')).toBe(new Date(2023, 6, 19).toISOString())
})

it.each(['', 'tomorrow', '19-07-2023', '2023-7-19', '2023-13-01', '2023-07-19T09:30', '2023'])(
  '%j comes back as it is',
  (raw) => {
    expect(readMoment(raw)).toBe(raw)
  },
)
