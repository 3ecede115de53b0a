import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { expect, it } from 'vitest'
import { prepared } from './prepared.ts'

interface Tables {
  things: { id: string; name: string | null; size: number }
}

const postgres = () =>
  new Kysely<Tables>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
const sqlite = () =>
  new Kysely<Tables>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  })

interface Grow {
  readonly id: string
  readonly by: number
}

function counting() {
  let built = 0
  const grow = prepared((db: Kysely<Tables>, { id, by }: Grow) => {
    built += 1
    return db
      .updateTable('things')
      .set({ size: sql`size + ${by}`, name: 'grown' })
      .where('id', '=', id)
  })
  return { grow, built: () => built }
}

it('says the same as a statement that is built anew, with each its own values', () => {
  const { grow, built } = counting()
  const db = postgres()
  const [first, second] = [grow(db, { id: 'a', by: 1 }), grow(db, { by: 2, id: 'b' })]
  expect(first.compile().sql).toBe(
    'update "things" set "size" = size + $1, "name" = $2 where "id" = $3',
  )
  expect(second.compile().sql).toBe(first.compile().sql)
  expect(first.compile().parameters).toEqual([1, 'grown', 'a'])
  expect(second.compile().parameters).toEqual([2, 'grown', 'b'])
  expect(built()).toBe(1)
})

it('is built once for each kind of database', () => {
  const { grow, built } = counting()
  const [one, other] = [postgres(), sqlite()]
  for (const db of [one, other, one, other]) grow(db, { id: 'a', by: 1 })
  expect(built()).toBe(2)
  expect(grow(one, { id: 'a', by: 1 }).compile().sql).toContain('$1')
  expect(grow(other, { id: 'a', by: 1 }).compile().sql).toContain('?')
})

it('takes rows whole, and null for a value', () => {
  const insert = prepared((db: Kysely<Tables>, { row }: { row: Tables['things'] }) =>
    db.insertInto('things').values(row),
  )
  const db = sqlite()
  insert(db, { row: { id: 'a', name: 'first', size: 1 } })
  const { parameters } = insert(db, { row: { size: 2, id: 'b', name: null } }).compile()
  expect(parameters).toEqual(['b', null, 2])
})

it('refuses to calculate with a value that is not there yet', () => {
  const wrong = prepared((db: Kysely<Tables>, { by }: { by: number }) =>
    db.updateTable('things').set({ size: by * 2 }),
  )
  expect(() => wrong(sqlite(), { by: 1 })).toThrow('`by` has no value')
})
