import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HelpdeskParts } from './parts.ts'

type TokenParts = Pick<HelpdeskParts, 'cancelKey' | 'publicUrl'>

const resetId = /^re_[0-9a-f]{40}$/

/**
 * The link in a mail with which a user stops a reset. It is made from the reset and stored nowhere, so
 * that every mail about it has the same; it works until the reset closes. It lets nobody in.
 */
export function cancelLinkOf({ cancelKey, publicUrl }: TokenParts, id: string): string {
  return `${publicUrl.href.replace(/\/$/, '')}/reset#${id}.${markOf(cancelKey, id)}`
}

/** The reset that a token is for; null unless we made it. */
export function readCancelToken({ cancelKey }: TokenParts, token: string): string | null {
  const [id = '', mark = '', ...rest] = token.split('.')
  if (!resetId.test(id) || rest.length > 0) return null
  const [given, right] = [mark, markOf(cancelKey, id)].map((text) => Buffer.from(text)) as [
    Buffer,
    Buffer,
  ]
  return given.length === right.length && timingSafeEqual(given, right) ? id : null
}

function markOf(cancelKey: Buffer, id: string) {
  return createHmac('sha256', cancelKey).update(`reset-cancel\0${id}`).digest('base64url')
}
