import { expect, it } from 'vitest'
import { readCursor, toCursor } from './cursor.ts'

const place = { created_at: 1_800_000_000_000, id: `nt_${'0f'.repeat(20)}_${'1e'.repeat(20)}` }

it('comes back as it was', () => {
  expect(readCursor(toCursor(place))).toEqual(place)
  expect(toCursor(place)).toMatch(/^[\w-]{1,200}$/)
})

it.each(['', 'x', 'null', toCursor({ ...place, id: "nt_' or 1=1" }), `${toCursor(place)}AAAA`])(
  '%s is not one of ours',
  (cursor) => expect(readCursor(cursor)).toBeNull(),
)
