import { expect, it } from 'vitest'
import { defaultRules } from './default-limits.ts'
import { guessesPerYear, guessOdds } from './guess-odds.ts'

const inWords = (odds: number) => `1 in ${Math.round(1 / odds)}`
const odds = (digits: number, codesAtOnce = 1) =>
  inWords(guessOdds(guessesPerYear(defaultRules), { digits, codesAtOnce }))

it('the default rules let 304 wrong codes a year be looked at', () => {
  expect(guessesPerYear(defaultRules)).toBe(304)
})

it('which is one in thousands for a call, and one in a thousand for an authenticator', () => {
  expect(odds(6)).toBe('1 in 3290')
  expect(odds(6, 3)).toBe('1 in 1097')
  expect(odds(8)).toBe('1 in 328948')
  expect(odds(4)).toBe('1 in 33')
})

it('a rule in shadow, or on addresses, holds nobody back', () => {
  const shadows = defaultRules.map((rule) => ({ ...rule, mode: 'shadow' as const }))
  expect(guessesPerYear(shadows)).toBe(Number.POSITIVE_INFINITY)
  expect(guessesPerYear(defaultRules.filter(({ subject }) => subject === 'ip'))).toBe(
    Number.POSITIVE_INFINITY,
  )
})
