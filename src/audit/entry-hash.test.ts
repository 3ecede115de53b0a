import fc from 'fast-check'
import { expect, it } from 'vitest'
import { digestContent, drawSalt, GENESIS, hashEntry } from './entry-hash.ts'

const seed = 20_260_201
const content = { about: 'ch_1', agent: null, ip: null, detail: '{"attemptsLeft":4}' }
const entry = {
  ...{ id: 'ev_1', tenant_id: 'acme', seq: 1, at: 1_700_000_000_000, kind: 'challenge.opened' },
  ...{ actor: null, digest: 'd' },
}

/** Written down once: a log that was exported today can be checked by whatever comes later. */
it('is SHA-256 of a JSON list, as docs/audit.md says', () => {
  expect(digestContent('salt', content)).toBe(
    'dd4bf292b86f70f39bbbe8ea58a42f2bad3b708fda2532f6e9c681b3764c5703',
  )
  expect(hashEntry(GENESIS, entry)).toBe(
    'd0af44aaa21c823076a84bc082b506d45b06593edadcb1ee1910702ea38010c7',
  )
})

it('two different contents never share a text, wherever their borders lie', () => {
  const text = fc.string({ maxLength: 6, unit: fc.constantFrom('"', ',', '[', ']', '\\', 'a') })
  const any = fc.record({ about: text, agent: fc.option(text), ip: fc.option(text), detail: text })
  fc.assert(
    fc.property(any, any, (one, other) => {
      const areSame = JSON.stringify(one) === JSON.stringify(other)
      expect(digestContent('s', one) === digestContent('s', other)).toBe(areSame)
    }),
    { seed, numRuns: 2000 },
  )
})

it.each([
  ['previous', hashEntry('other', entry)],
  ['id', hashEntry(GENESIS, { ...entry, id: 'ev_2' })],
  ['tenant', hashEntry(GENESIS, { ...entry, tenant_id: 'other' })],
  ['seq', hashEntry(GENESIS, { ...entry, seq: 2 })],
  ['at', hashEntry(GENESIS, { ...entry, at: 1 })],
  ['kind', hashEntry(GENESIS, { ...entry, kind: 'call.moved' })],
  ['actor', hashEntry(GENESIS, { ...entry, actor: '' })],
  ['digest', hashEntry(GENESIS, { ...entry, digest: 'e' })],
])('covers the %s', (_name, changed) => {
  expect(changed).not.toBe(hashEntry(GENESIS, entry))
})

it('draws a salt of 128 bits for each', () => {
  const salts = new Set(Array.from({ length: 1000 }, drawSalt))
  expect(salts.size).toBe(1000)
  for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/)
})
