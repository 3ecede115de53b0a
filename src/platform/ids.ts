import { drawBytes } from './random.ts'

/**
 * A new id of 160 random bits behind a prefix that says what it names, such as `ch_…`.
 * Not a UUID: OWASP ASVS 5.0 11.5.1 wants 128 bits from a CSPRNG where guessing would matter.
 */
export function newId(prefix: string): string {
  return `${prefix}_${drawBytes(20).toString('hex')}`
}
