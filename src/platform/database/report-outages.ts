import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { StoreUnavailable } from '../problem.ts'
import { isOutage } from './faults.ts'
import { isTripConnection, type TripConnection } from './in-one-trip.ts'

/** The one place where a database that cannot be used becomes `StoreUnavailable`. */
export function reportOutages(dialect: Dialect): Dialect {
  return {
    createDriver: () => watch(dialect.createDriver()),
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

function watch(driver: Driver): Driver {
  const watched = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const inner = (connection: DatabaseConnection) => watched.get(connection) ?? connection

  return {
    init: () => reporting(() => driver.init()),
    async acquireConnection() {
      const connection = await reporting(() => driver.acquireConnection())
      const outer: DatabaseConnection | TripConnection = {
        executeQuery: (query) => reporting(() => connection.executeQuery(query)),
        streamQuery: (query, size) => connection.streamQuery(query, size),
        ...(isTripConnection(connection) && {
          executeTogether: (queries) => reporting(() => connection.executeTogether(queries)),
        }),
      }
      watched.set(outer, connection)
      return outer
    },
    beginTransaction: (outer, settings) =>
      reporting(() => driver.beginTransaction(inner(outer), settings)),
    commitTransaction: (outer) => reporting(() => driver.commitTransaction(inner(outer))),
    rollbackTransaction: (outer) => reporting(() => driver.rollbackTransaction(inner(outer))),
    releaseConnection: (outer) => driver.releaseConnection(inner(outer)),
    destroy: () => driver.destroy(),
  }
}

/** SQLite throws at once, PostgreSQL rejects. Without a wait of its own: there are four to a statement. */
function reporting<T>(act: () => Promise<T>): Promise<T> {
  try {
    return act().catch(report)
  } catch (error) {
    return Promise.reject(toReported(error))
  }
}

function report(error: unknown): never {
  throw toReported(error)
}

function toReported(error: unknown) {
  return isOutage(error) ? new StoreUnavailable('the database', error) : error
}
