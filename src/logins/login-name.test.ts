import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keyedDigest } from '../platform/keyring.ts'
import { nameDigest, readName } from './login-name.ts'

const key = Buffer.alloc(32, 3)
const pseudonym = (kind: string, value: string) => keyedDigest(key, kind, value)
const digest = (name: string, tenantId = 'acme') => nameDigest({ pseudonym }, { tenantId, name })

it.each([
  ['Jansen', ' jansen '],
  ['P.Jansen@panel.example', 'p.jansen@PANEL.example'],
  ['Ren\u00e9', 'rene\u0301'],
  ['\u00c5', '\u212b'],
])('%j and %j are one name', (one, other) => {
  expect(digest(one)).toBe(digest(other))
})

it.each([
  ['jansen', 'janssen'],
  ['jan sen', 'jansen'],
  ['rené', 'rene'],
])('%j and %j are two', (one, other) => {
  expect(digest(one)).not.toBe(digest(other))
})

it('the same name at another tenant is another login', () => {
  expect(digest('jansen')).not.toBe(digest('jansen', 'other'))
})

it.each(['', '  ', 'a\u0000b', 'a\nb', '\ud800', 'x'.repeat(129)])('%j is no name', (typed) => {
  expect(readName(typed)).toBeNull()
})

it('what was read is found again, however often it is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const name = readName(typed)
      if (name === null) return
      expect(readName(name)).toBe(name)
      expect(digest(name)).toBe(digest(typed))
      expect(digest(name.toLowerCase())).toBe(digest(typed))
    }),
    { seed: 5, numRuns: 500 },
  )
})
