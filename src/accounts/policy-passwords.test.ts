import { expect, it } from 'vitest'
import { isPasswordOld, isPasswordOver } from './policy-passwords.ts'

const passwordsFrom = Date.parse('2023-06-21T00:00:00+02:00')
const over = Date.parse('2023-09-21T00:00:00+02:00')
const dates = { passwordsFrom }
const before = passwordsFrom - 1

it.each([
  ['before the date', before, before - 1, [false, false]],
  ['on the date', before, passwordsFrom, [true, false]],
  ['the moment before three months', before, over - 1, [true, false]],
  ['after three months', before, over, [true, true]],
  ['of one that was set on the date', passwordsFrom, over, [false, false]],
])('%s', (_when, setAt, now, expected) => {
  expect([isPasswordOld(dates, setAt, now), isPasswordOver(dates, setAt, now)]).toEqual(expected)
})

it('without a date no password is old', () => {
  expect(isPasswordOld({ passwordsFrom: null }, 0, over)).toBe(false)
  expect(isPasswordOver({ passwordsFrom: null }, 0, over)).toBe(false)
})
