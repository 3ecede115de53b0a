import type { NoticeRow } from '../outbox.ts'

type Place = Pick<NoticeRow, 'created_at' | 'id'>

/** Where a page ended, in a form that nobody takes apart by accident. */
export function toCursor({ created_at, id }: Place): string {
  return Buffer.from(`${created_at} ${id}`).toString('base64url')
}

/** Null when it is not one of ours. */
export function readCursor(cursor: string): Place | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const [, at, id] = /^(\d{1,15}) (nt_[0-9a-f_]{40,81})$/.exec(text) ?? []
  return at === undefined || id === undefined ? null : { created_at: Number(at), id }
}
