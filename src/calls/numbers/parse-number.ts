import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { type E164, isE164 } from './e164.ts'
import type { NumberRefusal } from './number-refusal.ts'

export type ParsedNumber = { readonly number: E164 } | { readonly refused: NumberRefusal }

const longestInput = 32
const allowedCharacters = /^[0-9 +().-]*$/
const punctuation = /[ ().-]/g

/** `112`, `116000`, `14020`, `1888`: dialled as they are, without the 0 of a full Dutch number. */
const dutchShortCode = /^[1-9]\d{2,5}$/

/**
 * One number, however a person writes it, becomes one E.164 number. Whether it may be called is for
 * `judgeNumber`. `test/security/normalisation-bypass.test.ts`
 */
export function parseNumber(raw: string, defaultCountry = 'NL'): ParsedNumber {
  if (raw.length > longestInput || !allowedCharacters.test(raw)) return { refused: 'unreadable' }
  const digits = raw.replace(punctuation, '')
  if (defaultCountry === 'NL' && dutchShortCode.test(digits)) {
    return { refused: 'short-code-or-emergency' }
  }

  // Without `extract: false` the library finds numbers inside other text.
  const country = toCountryCode(defaultCountry)
  const found = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false })
  if (!found || found.ext !== undefined) return { refused: 'unreadable' }
  return isE164(found.number) ? { number: found.number } : { refused: 'not-valid-for-region' }
}

function toCountryCode(country: string): CountryCode {
  if (!isSupportedCountry(country)) throw new Error(`no such country: ${country}`)
  return country
}
