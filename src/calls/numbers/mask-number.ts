import type { E164 } from './e164.ts'
import { phoneOf } from './phone-of.ts'

/** Below this many digits after the country code, the first of them would give too much away. */
const shortest = 7

/** A number for people to recognise and nobody to call: `+31 6 •••• ••78`. */
export function maskNumber(number: E164): string {
  const phone = phoneOf(number)
  if (!phone) return `+•••• ••${number.slice(-2)}`

  const national = phone.nationalNumber
  const shown = national.length < shortest ? 0 : 1
  const hidden = national.slice(shown)
  const masked = '•'.repeat(Math.max(0, hidden.length - 2)) + hidden.slice(-2)
  const parts = [`+${phone.countryCallingCode}`, national.slice(0, shown), ...inFours(masked)]
  return parts.filter((part) => part !== '').join(' ')
}

/** Groups of four, counted from the end, as the last digits are what people compare. */
function inFours(text: string): string[] {
  const first = text.length % 4
  const groups = [text.slice(0, first)]
  for (let at = first; at < text.length; at += 4) groups.push(text.slice(at, at + 4))
  return groups
}
