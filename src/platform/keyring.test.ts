import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createKeyring, keyedDigest } from './keyring.ts'

const old = { id: 'k1', key: randomBytes(32) }
const fresh = { id: 'k2', key: randomBytes(32) }

it('opens what it sealed, and seals the same text differently each time', () => {
  const keyring = createKeyring([old])
  const [one, two] = [keyring.seal('482913', 'p'), keyring.seal('482913', 'p')]

  expect(one).not.toBe(two)
  expect(one).not.toContain('482913')
  expect(keyring.open(one, 'p')).toBe('482913')
})

it('opens with every key it holds and seals with the first', () => {
  const sealed = createKeyring([old]).seal('secret', 'p')
  const rotated = createKeyring([fresh, old])

  expect(rotated.open(sealed, 'p')).toBe('secret')
  expect(rotated.sealingId).toBe('k2')
  expect(rotated.seal('secret', 'p')).toMatch(/^k2\./)
  expect(() => createKeyring([fresh]).open(sealed, 'p')).toThrow('SECRET_KEYS')
})

it('refuses a sealed text that was moved or tampered with', () => {
  const keyring = createKeyring([old])
  const sealed = keyring.seal('secret', 'challenge:a')

  expect(() => keyring.open(sealed, 'challenge:b')).toThrow()
  expect(() => keyring.open(`${sealed.slice(0, -2)}AA`, 'challenge:a')).toThrow()
})

it('names a value by key, purpose and value together', () => {
  const digest = keyedDigest(old.key, 'number', '+31612345678')

  expect(digest).toBe(keyedDigest(old.key, 'number', '+31612345678'))
  expect(digest).not.toBe(keyedDigest(fresh.key, 'number', '+31612345678'))
  expect(digest).not.toBe(keyedDigest(old.key, 'ip', '+31612345678'))
  expect(digest).toHaveLength(22)
})
