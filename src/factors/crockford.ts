import { randomBytes } from 'node:crypto'

/** Base32 of Douglas Crockford: no I, L, O or U, so that nothing is mistaken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const mistaken: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }

/** Five random bits a character. */
export function drawCrockford(characters: number): string {
  return Array.from(randomBytes(characters), (byte) => alphabet[byte % alphabet.length]).join('')
}

/** What somebody typed, in any case, with spaces and dashes; null when it cannot be such a code. */
export function readCrockford(typed: string, characters: number): string | null {
  const bare = typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase()
  const read = bare.replace(/[ILO]/g, (letter) => mistaken[letter] ?? letter)
  const isCode =
    read.length === characters && Array.from(read).every((one) => alphabet.includes(one))
  return isCode ? read : null
}

export function inGroups(code: string, size: number): string {
  return (code.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-')
}
