import { createHmac, randomInt } from 'node:crypto'
import type { Method } from './challenge.ts'

/** Every code of that length is equally likely, leading zeros included. */
export function drawCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0')
}

/**
 * Keyed, and bound to its challenge: a digest copied to another row matches nothing there. Comparing
 * two digests tells nothing of the code, however long it takes: nobody can aim at a digest's start.
 */
export function digestCode(key: Buffer, challengeId: string, code: string): string {
  return createHmac('sha256', key).update(`${challengeId}\0${code}`).digest('base64url')
}

/** `482 913` and `482-913` are `482913`. */
export function normaliseCode(typed: string): string {
  return typed.replace(/[\s-]/g, '')
}

/** Digits, but for recovery codes: those have letters too. */
export function isReadable(method: Method, typed: string): boolean {
  return method === 'recovery' || /^[0-9]{4,12}$/.test(normaliseCode(typed))
}
