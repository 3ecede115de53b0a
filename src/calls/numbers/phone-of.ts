import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { E164 } from './e164.ts'

/** As many as are asked about at the same moment. */
const KNOWN_MOST = 64

const known = new Map<E164, PhoneNumber | null>()

/**
 * What the library knows of a number; null when it would read it as another one. One request judges,
 * counts and masks the same number, and each would take a fiftieth of it.
 */
export function phoneOf(number: E164): PhoneNumber | null {
  const found = known.get(number)
  if (found !== undefined) return found
  const parsed = parsePhoneNumberFromString(number, { extract: false })
  const phone = parsed?.number === number ? parsed : null
  if (known.size >= KNOWN_MOST) known.clear()
  known.set(number, phone)
  return phone
}
