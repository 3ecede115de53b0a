import fc from 'fast-check'
import metadata from 'libphonenumber-js/metadata.max.json' with { type: 'json' }

/** Where the types stand in a country's metadata. */
export const neverCalled = {
  'toll-free': 2,
  'premium-rate': 3,
  'personal-number': 4,
  'voicemail-access': 5,
  'uan-company-or-government': 6,
  pager: 7,
  voip: 8,
  'shared-cost': 9,
}

export const MOBILE = 1
export const everyCountry: readonly string[] = Object.keys(metadata.countries)

/** Numbers of one type of a country, made from the pattern in its metadata, the same each time. */
export function numbersOfType(country: string, type: number, count = 20): string[] {
  const facts: readonly unknown[] =
    Object.entries(metadata.countries).find(([name]) => name === country)?.[1] ?? []
  const types = facts[11]
  const entry = Array.isArray(types) ? types[type] : undefined
  const pattern = Array.isArray(entry) ? entry[0] : undefined
  if (typeof pattern !== 'string' || pattern === '') return []
  const national = fc.stringMatching(new RegExp(`^(?:${pattern})$`))
  return fc
    .sample(national, { numRuns: count, seed: 20230719 })
    .map((rest) => `+${facts[0]}${rest}`)
}
