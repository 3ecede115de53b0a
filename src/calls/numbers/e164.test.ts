import { describe, expect, it } from 'vitest'
import { isE164, toE164 } from './e164.ts'

describe('E.164', () => {
  it.each(['+31612345678', '+6834002', '+123456789012345'])('%s is a number', (text) => {
    expect(isE164(text)).toBe(true)
    expect(toE164(text)).toBe(text)
  })

  it.each([
    '',
    '+',
    '31612345678',
    '0612345678',
    '+0612345678',
    '+31 612345678',
    '+31612345678\n',
    '+1234567890123456',
    '+31６12345678',
    '++31612345678',
  ])('%j is none, and the error does not repeat it', (text) => {
    expect(isE164(text)).toBe(false)
    expect(() => toE164(text)).toThrow(/^a stored number is not in E\.164 form$/)
  })
})
