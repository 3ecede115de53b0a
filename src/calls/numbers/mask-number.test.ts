import { describe, expect, it } from 'vitest'
import { toE164 } from './e164.ts'
import { maskNumber } from './mask-number.ts'

describe('maskNumber', () => {
  it.each([
    ['+31612345678', '+31 6 •••• ••78'],
    ['+31201234567', '+31 2 •••• ••67'],
    ['+12125552368', '+1 2 • •••• ••68'],
    ['+4915123456789', '+49 1 •• •••• ••89'],
    ['+35361123456', '+353 6 ••• ••56'],
  ])('%s is shown as %s', (number, masked) => {
    expect(maskNumber(toE164(number))).toBe(masked)
  })

  it('shows less of a short number', () => {
    expect(maskNumber(toE164('+6834002'))).toBe('+683 ••02')
  })

  it('shows only the end of what is no number of any country', () => {
    expect(maskNumber(toE164('+99912345678'))).toBe('+•••• ••78')
  })

  it('shows at most three of the digits behind the country code', () => {
    for (const number of ['+31612345678', '+6834002', '+88213908414', '+393123456789']) {
      const [, ...national] = maskNumber(toE164(number)).split(' ')
      expect(national.join('').replace(/\D/g, '').length).toBeLessThanOrEqual(3)
    }
  })
})
