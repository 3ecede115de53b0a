import fc from 'fast-check'
import { expect, it } from 'vitest'
import { userIdPattern } from './user.ts'

/** Unpaired surrogates too. */
const character = fc.integer({ min: 0, max: 0xffff }).map((one) => String.fromCharCode(one))

const isUserId = (text: string) => new RegExp(userIdPattern, 'u').test(text)

it.each(['jan', 'jan@example.org', '42', 'Жанна', 'a'.repeat(128), '👩‍💻', 'a/b?c#d'])(
  '%s is an id',
  (text) => {
    expect(isUserId(text)).toBe(true)
  },
)

it.each(['', 'a'.repeat(129), 'a\nb', 'a\0', '\u0085', '\ud800', 'a\udc00b', 'jan\n'])(
  '%j is none',
  (text) => {
    expect(isUserId(text)).toBe(false)
  },
)

it('what passes comes back from UTF-8 as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 4 }), (text) => {
      if (isUserId(text)) expect(Buffer.from(text).toString()).toBe(text)
    }),
    { seed: 20_260_101, numRuns: 1000 },
  )
})
