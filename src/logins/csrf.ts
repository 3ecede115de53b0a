import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LoginParts } from './parts.ts'

type CsrfParts = Pick<LoginParts, 'csrfKey'>

/** What a form of ours carries: only a page that knows the token of the session can have it. */
export function csrfOf({ csrfKey }: CsrfParts, token: string): string {
  return createHmac('sha256', csrfKey).update(`csrf\0${token}`).digest('base64url')
}

export function isCsrf(parts: CsrfParts, token: string, given: string): boolean {
  const right = Buffer.from(csrfOf(parts, token))
  const shown = Buffer.from(given)
  return right.length === shown.length && timingSafeEqual(right, shown)
}
