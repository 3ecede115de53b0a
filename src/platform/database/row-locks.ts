import { type Kysely, PostgresAdapter } from 'kysely'

/**
 * Whether rows have to be locked before what was read of them is written back: on PostgreSQL. SQLite
 * has one writer, and its transactions begin with the lock:
 * `query.$if(locksRows(store), (rows) => rows.forUpdate())`.
 */
export function locksRows(db: Pick<Kysely<unknown>, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
