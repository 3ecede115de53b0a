import { toDutchKind } from './dutch-ranges.ts'
import type { E164 } from './e164.ts'
import { phoneOf } from './phone-of.ts'

/** What limits and prices need to know of a number that may be called. */
export interface NumberFacts {
  /** The number without its last four digits: ten thousand neighbours. */
  readonly prefix: string
  /** ISO 3166. */
  readonly country: string
  readonly kind: 'mobile' | 'fixed-line'
}

const LINE_DIGITS = 4

/** A country that nobody can tell, and a kind that could be either, count as the dearer one. */
export function numberFacts(number: E164): NumberFacts {
  const phone = phoneOf(number)
  const isDutch = phone?.countryCallingCode === '31'
  const kind = isDutch ? toDutchKind(phone.nationalNumber) : phone?.getType()
  return {
    prefix: number.slice(0, -LINE_DIGITS),
    country: isDutch ? 'NL' : (phone?.country ?? 'ZZ'),
    kind: kind === 'geographic' || kind === 'FIXED_LINE' ? 'fixed-line' : 'mobile',
  }
}
