import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, type SqlBool, sql } from 'kysely'
import { StoreUnavailable } from '../platform/problem.ts'
import type { Store } from './open-store.ts'
import type { SealedColumn } from './sealed-columns.ts'

/** Few enough that a login which needs one of the rows hardly waits. */
const WINDOW = 100
const TRIES = 40
const TRY_AGAIN_MS = 50

/** Rows of a table by their keys: no statement reads more than a window, however large the table. */
export interface Window {
  readonly column: SealedColumn
  /** Null at the beginning of the table. */
  readonly after: Key | null
  /** Null at its end. */
  readonly upTo: Key | null
}

type Key = readonly unknown[]

export async function* windowsOf(store: Store, column: SealedColumn): AsyncGenerator<Window> {
  const read = anyTable(store)
  let after: Key | null = null
  for (;;) {
    const upTo: Key | null = await persist(() => findEnd(read, column, after))
    yield { column, after, upTo }
    if (upTo === null) return
    after = upTo
  }
}

async function findEnd(read: Kysely<AnyTables>, { table, key }: SealedColumn, after: Key | null) {
  const following = read
    .selectFrom(table)
    .select([...key])
    .$if(after !== null, (rows) => rows.where(compare(key, '>', after ?? [])))
  const last = await key
    .reduce((rows, name) => rows.orderBy(name), following)
    .offset(WINDOW - 1)
    .limit(1)
    .executeTakeFirst()
  return last ? key.map((name) => last[name]) : null
}

export function compare(key: readonly string[], how: '=' | '>' | '<=', values: Key) {
  const names = sql.join(key.map((name) => sql.ref(name)))
  return sql<SqlBool>`(${names}) ${sql.raw(how)} (${sql.join(values)})`
}

/** The list of columns is data: their names are checked there and not here. */
export type AnyTables = Record<string, Row>
export type Row = Record<string, unknown>

export function anyTable(store: Store) {
  return store as unknown as Kysely<AnyTables>
}

/** The embedded database may be busy with the service for a moment. */
export async function persist<T>(act: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || tries === 1) throw error
    await wait(TRY_AGAIN_MS)
    return persist(act, tries - 1)
  }
}
