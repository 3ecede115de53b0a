import { describe, expect, it } from 'vitest'
import { parseNumber } from './parse-number.ts'

describe('parseNumber', () => {
  it('reads a number without a country code as Dutch, unless told otherwise', () => {
    expect(parseNumber('06 12345678')).toEqual({ number: '+31612345678' })
    expect(parseNumber('07400 123456', 'GB')).toEqual({ number: '+447400123456' })
    expect(parseNumber('+31 6 12345678', 'GB')).toEqual({ number: '+31612345678' })
  })

  it('reads numbers that must not be called too: judging is another step', () => {
    expect(parseNumber('0900-1234')).toEqual({ number: '+319001234' })
    expect(parseNumber('+882 1390 8414')).toEqual({ number: '+88213908414' })
  })

  it('takes 32 characters and no more', () => {
    const padded = (length: number) => '06 12345678'.padEnd(length, ' ')
    expect(parseNumber(padded(32))).toEqual({ number: '+31612345678' })
    expect(parseNumber(padded(33))).toEqual({ refused: 'unreadable' })
    expect(parseNumber('0'.repeat(1_000_000))).toEqual({ refused: 'unreadable' })
  })

  it.each(['', ' ', '+', '()', '-.-', '0', '1', '+31', '+999 12345678', '+0 612345678'])(
    '%j is no number',
    (raw) => {
      expect(parseNumber(raw)).toEqual({ refused: 'unreadable' })
    },
  )

  it.each(['+31612345678+31612345679', '0612345678+1', '++31612345678', '06 12345678 0612345679'])(
    '%j is more than one number',
    (raw) => {
      const parsed = parseNumber(raw)
      expect('refused' in parsed).toBe(true)
    },
  )

  it.each(['112', '144', '911', '1400', '1888', '14020', '140411', '116000', '116 123', '0-0-1-1'])(
    '%j is not a subscriber',
    (raw) => {
      expect(parseNumber(raw)).toHaveProperty('refused')
    },
  )

  it('does not take a short foreign number for a Dutch short code', () => {
    expect(parseNumber('211234', 'FO')).toEqual({ number: '+298211234' })
  })

  it('never answers with more digits than a number can have', () => {
    expect(parseNumber('000031612345678')).toEqual({ refused: 'not-valid-for-region' })
  })

  it('an unknown default country is a mistake of ours', () => {
    expect(() => parseNumber('0612345678', 'XX')).toThrow('no such country: XX')
  })
})
