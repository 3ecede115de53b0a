import { type Dialect, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { postgresDriver } from './postgres-driver.ts'

/**
 * What one act may take at most. Together less than the 3 s in which a request is answered whatever
 * happens: `test/faults/database-outage.test.ts`. The server ends a statement first; the client does
 * when the server hangs.
 */
const deadlines = {
  connectionTimeoutMillis: 1200,
  statement_timeout: 1500,
  query_timeout: 1700,
  idle_in_transaction_session_timeout: 5000,
}

/** A migration may wait for another instance that is migrating, and work for long. */
const patience = { connectionTimeoutMillis: 10_000, max: 1 }

const CONNECTIONS_MOST = 10

/** Kysely's dialect for PostgreSQL over a pool of connections with deadlines. */
export function postgresDialect(url: string, { forMigrations = false } = {}): Dialect {
  const pool = () =>
    new pg.Pool({
      connectionString: url,
      application_name: 'belcode',
      keepAlive: true,
      pipeline: true,
      max: CONNECTIONS_MOST,
      types,
      ...(forMigrations ? patience : deadlines),
    })
  return {
    createDriver: () => postgresDriver(pool()),
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

/** For this pool alone: 64-bit integers are times and counts, which a number holds exactly. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError('An integer of the database is too large for a number')
})
