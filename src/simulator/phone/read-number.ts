import { toNumber } from '../rest/check-request.ts'

/** A number out of an address or a form: E.164 with or without its plus, or written as in the Netherlands. */
export function readNumber(written: string): string | null {
  const bare = toNumber(written.slice(0, 40))
  const number = bare
    .replace(/^00/, '+')
    .replace(/^0(?=[1-9])/, '+31')
    .replace(/^(?=[1-9])/, '+')
  return /^\+[1-9][0-9]{6,14}$/.test(number) ? number : null
}
