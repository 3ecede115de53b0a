import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawCrockford, inGroups, readCrockford } from './crockford.ts'

const seed = 20_260_101
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const anyCharacter = fc.integer({ max: 0x10ffff, min: 0 }).map((one) => String.fromCodePoint(one))
const character = fc.oneof(fc.constantFrom(...alphabet, '-', ' ', 'u'), anyCharacter)
const code = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 16, maxLength: 16 })

it('draws every character equally often, and none that is mistaken for another', () => {
  const drawn = drawCrockford(320_000)
  const seen = new Map<string, number>()
  for (const one of drawn) seen.set(one, (seen.get(one) ?? 0) + 1)
  expect([...seen.keys()].sort().join('')).toBe(alphabet)
  const chiSquare = [...seen.values()].reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)
  // 31 degrees of freedom: above 61.1 once in a thousand runs, above 82 once in a million.
  expect(chiSquare).toBeLessThan(82)
})

it('reads back what it shows, in any case, grouping and reading of the letters', () => {
  const spoilt = fc.record({
    code,
    separators: fc.array(fc.constantFrom('', ' ', '-', '–', '\u00a0', ' - '), {
      minLength: 16,
      maxLength: 16,
    }),
    lower: fc.boolean(),
    zero: fc.constantFrom('0', 'o', 'O'),
    one: fc.constantFrom('1', 'i', 'I', 'l', 'L'),
  })
  fc.assert(
    fc.property(spoilt, ({ code, separators, lower, zero, one }) => {
      const typed = Array.from(lower ? code.toLowerCase() : code)
        .map((character) => ({ '0': zero, '1': one })[character] ?? character)
        .map((character, n) => character + (separators[n] ?? ''))
        .join('')
      expect(readCrockford(typed, 16)).toBe(code)
      expect(readCrockford(inGroups(code, 4), 16)).toBe(code)
    }),
    { seed },
  )
})

it('reads nothing else, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 20 }), (typed) => {
      const read = readCrockford(typed, 16)
      if (read !== null) expect(read).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    }),
    { seed, numRuns: 1000 },
  )
  for (const typed of ['U'.repeat(16), '0'.repeat(15), '0'.repeat(17), '٣'.repeat(16), ''])
    expect(readCrockford(typed, 16)).toBeNull()
})

it('shows codes in groups', () => {
  expect(inGroups('0123456789ABCDEF', 4)).toBe('0123-4567-89AB-CDEF')
  expect(inGroups('0123456789', 5)).toBe('01234-56789')
})
