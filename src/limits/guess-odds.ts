import { isEnforced, type Rule } from './rule.ts'

const YEAR_SECONDS = 365 * 86_400

/** Wrong codes that are looked at in a year when somebody never stops guessing at one user. */
export function guessesPerYear(rules: readonly Rule[]): number {
  const most = rules.filter(boundsGuesses).map(ofYear)
  return Math.min(...most, Number.POSITIVE_INFINITY)
}

/** Of getting in within those guesses, when `codesAtOnce` of all codes are right (RFC 4226). */
export function guessOdds(
  guesses: number,
  { digits, codesAtOnce }: { readonly digits: number; readonly codesAtOnce: number },
): number {
  return 1 - (1 - codesAtOnce / 10 ** digits) ** guesses
}

const boundsGuesses = (rule: Rule) =>
  rule.counts === 'wrong-codes' &&
  isEnforced(rule) &&
  (rule.subject === 'user' || rule.subject === 'factor')

const ofYear = ({ quota, windowSeconds }: Rule) =>
  Math.floor((quota * YEAR_SECONDS) / windowSeconds)
