import type { NumberRefusal } from './number-refusal.ts'

/** What a Dutch number is for: `mobile` and `geographic` may be called, the rest says why not. */
export type DutchKind = 'mobile' | 'geographic' | NumberRefusal

/**
 * The Dutch numbering plan (BWBR0010198) by the digits after +31; the first row that fits counts.
 * It stands above libphonenumber, which takes 097 for mobile because phones can hold such a number.
 */
const dutchRanges: readonly (readonly [RegExp, DutchKind])[] = [
  // Shorter than any subscriber number.
  [/^14\d{3,4}$/, 'uan-company-or-government'],
  [/^(?:1\d{1,5}|911)$/, 'short-code-or-emergency'],

  [/^6[1-58]/, 'mobile'],
  [/^66/, 'pager'],
  [/^67/, 'nl-067-data'],
  [/^800/, 'toll-free'],
  [/^82/, 'nl-082-vpn'],
  [/^8[478]/, 'uan-company-or-government'],
  [/^(?:85|91)/, 'nl-voip-location-independent'],
  [/^90/, 'premium-rate'],
  [/^97/, 'nl-097-m2m-or-virtual'],
  [/^[1-57]/, 'geographic'],
]

export function toDutchKind(nationalNumber: string): DutchKind {
  const row = dutchRanges.find(([pattern]) => pattern.test(nationalNumber))
  return row?.[1] ?? 'not-valid-for-region'
}
