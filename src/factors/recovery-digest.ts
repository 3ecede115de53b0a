import { createHmac } from 'node:crypto'

/** 80 bits: NIST SP 800-63B-4 section 4.2.1.1 wants 64 of a saved recovery code. */
export const RECOVERY_CHARACTERS = 16

/** Bound to its set: a row that is moved to another user's set opens nothing there. */
export function digestRecoveryCode(salt: string, factorId: string, code: string): string {
  return createHmac('sha256', Buffer.from(salt, 'base64url'))
    .update(`${factorId}\0${code}`)
    .digest('base64url')
}
