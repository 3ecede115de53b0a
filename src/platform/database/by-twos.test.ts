import fc from 'fast-check'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { expect, it } from 'vitest'
import { byTwos } from './by-twos.ts'

interface Tables {
  things: { id: string; name: string | null }
}

const db = new Kysely<Tables>({
  dialect: {
    createDriver: () => new DummyDriver(),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (inner) => new SqliteIntrospector(inner),
  },
})

it('takes every item of a list of any length, in order, with a handful of texts', () => {
  const insert = byTwos(16, (within: Kysely<Tables>, rows: readonly Tables['things'][]) =>
    within.insertInto('things').values(rows),
  )
  const texts = new Set<string>()
  fc.assert(
    fc.property(fc.array(fc.option(fc.string()), { maxLength: 100, size: 'max' }), (names) => {
      const rows = names.map((name, at) => ({ id: `${at}`, name }))
      const parts = insert(db, rows).map((part) => part.compile())
      for (const { sql } of parts) texts.add(sql)
      expect(parts.flatMap(({ parameters }) => parameters)).toEqual(
        rows.flatMap(({ id, name }) => [id, name]),
      )
    }),
    { seed: 20_260_101 },
  )
  // Of 1, 2, 4, 8 and 16 rows.
  expect(texts.size).toBe(5)
})
