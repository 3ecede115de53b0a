import pg from 'pg'

/**
 * SQLSTATE classes and codes that say that the database, not the statement, is at fault
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const postgresOutages: readonly string[] = [
  '08', // connection exception
  '25006', // read only: a replica that is not the primary yet
  '25P03', // idle in transaction for too long
  '26000', // what should have prepared it just before, on the same connection, met an outage
  '28', // not let in
  '3D000', // no such database
  '40', // deadlock, serialization failure: rolled back whole
  '42P01', // no such table: an empty database in the place of ours
  '53', // out of disk, memory or connections
  '55P03', // lock not available
  '57', // shutting down, starting up, cancelled, statement timeout
  '58', // system error
]

/** Primary result codes of SQLite that say the same (https://www.sqlite.org/rescode.html). */
const sqliteOutages: readonly number[] = [
  5, // busy
  6, // locked
  8, // read only
  10, // disk error
  11, // corrupt
  13, // full
  14, // cannot open
  15, // locking protocol
  26, // not a database
]

/** True when the database cannot be used now; false for a fault of ours in what was asked. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isSqlite(error))
    return sqliteOutages.includes(error.errcode & 0xff) || /^no such table/.test(error.message)
  if (error instanceof pg.DatabaseError)
    return postgresOutages.some((code) => error.code?.startsWith(code))
  // What is left comes from the socket, the pool or a deadline, unless our own code is wrong.
  return !(error instanceof TypeError || error instanceof RangeError)
}

/** True when a row was refused because there is one with the same key. */
export function isDuplicate(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '23505'
  return error instanceof Error && isSqlite(error) && [1555, 2067].includes(error.errcode)
}

function isSqlite(error: Error): error is Error & { errcode: number } {
  return 'errcode' in error && typeof error.errcode === 'number'
}
