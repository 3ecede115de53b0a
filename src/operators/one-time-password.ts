import { randomInt } from 'node:crypto'
import type { OperatorParts } from './parts.ts'

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

/** A password for the first login, and what is stored of it. */
export async function drawPassword(hasher: OperatorParts['hasher'], at: number) {
  const password = drawOneTimePassword()
  const hash = await hasher.hash(password)
  if (hash === null) throw new Error('Too many passwords are being made; try again')
  return { password, password_hash: hash, password_set_at: at, must_change_at: at }
}
