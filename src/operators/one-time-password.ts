import { randomInt } from 'node:crypto'

/** Without what is mistaken for something else when it is copied by hand. */
const letters = 'abcdefghjkmnpqrstvwxyz23456789'
const GROUPS = 5
const LENGTH = 4

/** 98 bits, for the first login alone. */
export function drawOneTimePassword(): string {
  const draw = () => letters[randomInt(letters.length)] ?? ''
  const group = () => Array.from({ length: LENGTH }, draw).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** As long as somebody may take to log in for the first time. */
export const ONE_TIME_MS = 72 * 3_600_000
