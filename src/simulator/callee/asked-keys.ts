/** A question speaks its digit once or, for the hard of hearing, a few times; a code is longer. */
const mostRepeats = 3

/** Null when the question asked for nothing, such as a code that is read out: then nothing is pressed. */
export function toKeys(keys: string, digits: readonly string[], wanted: number): string | null {
  if (keys !== 'asked' && keys !== 'another') return keys
  const [digit] = digits
  const asksOne = new Set(digits).size === 1 && digits.length <= mostRepeats
  if (keys === 'asked') return asksOne && digit !== undefined ? digit : null
  if (digit === undefined) return '0'.repeat(Math.min(wanted, 20))
  return asksOne ? anotherThan(digit) : null
}

/** Never 1 or 9: these mean something of their own. */
function anotherThan(digit: string): string {
  return Number(digit) >= 8 ? '2' : String(Math.max(2, Number(digit) + 1))
}
