import type { NumberType, PhoneNumber } from 'libphonenumber-js/max'
import { toDutchKind } from './dutch-ranges.ts'
import type { E164 } from './e164.ts'
import type { NumberRefusal } from './number-refusal.ts'
import { phoneOf } from './phone-of.ts'
import { findUnlisted } from './unlisted-ranges.ts'

/** Which numbers a tenant may call. */
export interface NumberPolicy {
  /** ISO 3166 codes. Mobile numbers of these countries, and no other kind. */
  readonly countries: readonly string[]
  /** Dutch fixed lines too. */
  readonly fixedLines: boolean
}

export type NumberVerdict =
  | { readonly verdict: 'allow' }
  | { readonly verdict: 'refuse'; readonly reason: NumberRefusal }

export const defaultNumberPolicy: NumberPolicy = { countries: ['NL'], fixedLines: false }

/** Satellites, international networks and services that no country answers for. */
const nonGeographicCodes = new Set(['800', '808', '870', '878', '881', '882', '883', '888', '979'])

/** Kinds that are never called, whatever a tenant opens. */
const refusedTypes: Partial<Record<NonNullable<NumberType>, NumberRefusal>> = {
  PREMIUM_RATE: 'premium-rate',
  SHARED_COST: 'shared-cost',
  TOLL_FREE: 'toll-free',
  VOIP: 'voip',
  PAGER: 'pager',
  PERSONAL_NUMBER: 'personal-number',
  UAN: 'uan-company-or-government',
  VOICEMAIL: 'voicemail-access',
}

/**
 * Whether a number may be called: only kinds that are known to be somebody's phone, in a country
 * that the tenant opened. `test/security/toll-fraud.test.ts`
 */
export function judgeNumber(
  number: E164,
  policy: NumberPolicy = defaultNumberPolicy,
): NumberVerdict {
  const reason = findRefusal(number, policy)
  return reason === null ? { verdict: 'allow' } : { verdict: 'refuse', reason }
}

function findRefusal(number: E164, policy: NumberPolicy): NumberRefusal | null {
  const phone = phoneOf(number)
  // What the library would read as another number is nobody's: it must not be dialled as it stands.
  if (!phone) return 'not-valid-for-region'
  if (nonGeographicCodes.has(phone.countryCallingCode)) return 'non-geographic-calling-code'
  return phone.countryCallingCode === '31' ? refuseDutch(phone, policy) : refuseOther(phone, policy)
}

function refuseDutch(phone: PhoneNumber, policy: NumberPolicy): NumberRefusal | null {
  const kind = toDutchKind(phone.nationalNumber)
  if (kind !== 'mobile' && kind !== 'geographic') return kind

  const type = typeOfValid(phone)
  const expected = kind === 'mobile' ? 'MOBILE' : 'FIXED_LINE'
  if (type !== expected) return 'not-valid-for-region'
  if (!policy.countries.includes('NL')) return 'country-not-enabled'
  return kind === 'geographic' && !policy.fixedLines ? 'nl-fixed-line' : null
}

function refuseOther(phone: PhoneNumber, policy: NumberPolicy): NumberRefusal | null {
  const type = typeOfValid(phone)
  if (!type) {
    const unlisted = findUnlisted(phone.countryCallingCode, phone.nationalNumber)
    return unlisted ?? 'not-valid-for-region'
  }
  const refused = refusedTypes[type]
  if (refused) return refused
  // By country, not by calling code: +44 is Jersey too, and +1 is twenty-five countries.
  if (!phone.country || !policy.countries.includes(phone.country)) return 'country-not-enabled'
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' ? null : 'fixed-line'
}

function typeOfValid(phone: PhoneNumber): NumberType {
  return phone.isValid() ? phone.getType() : undefined
}
