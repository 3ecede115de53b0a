import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { type SqliteDatabase, SqliteDialect } from 'kysely'

/** Statements kept prepared; the service has far fewer different ones. */
const PREPARED_MOST = 500

/**
 * How long to wait for another process that writes, such as the command line. The whole process waits
 * with it, so that it is short; what could not be written is answered with 503.
 */
const BUSY_MS = 250

/**
 * Kysely's SQLite dialect over the embedded engine. One connection: SQLite has one writer, and a
 * transaction of ours is short.
 */
export function sqliteDialect(file: string) {
  return new SqliteDialect({ database: async () => openFile(file) })
}

function openFile(file: string): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(file)
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma busy_timeout = ${BUSY_MS};
  `)

  const prepared = new Map<string, ReturnType<typeof toReader>>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql)
      if (known) return known
      if (prepared.size >= PREPARED_MOST) prepared.clear()
      // A deferred transaction that first reads and then writes fails when another process
      // (the command line) wrote in between; one that takes the lock at once waits for it.
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
      const reader = toReader(statement)
      prepared.set(sql, reader)
      return reader
    },
  }
}

type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>

function toReader(statement: Statement) {
  type Values = Parameters<Statement['all']>
  return {
    reader: statement.columns().length > 0,
    all: (values: readonly unknown[]) => statement.all(...(values as Values)),
    run: (values: readonly unknown[]) => statement.run(...(values as Values)),
    iterate: (values: readonly unknown[]) =>
      statement.iterate(...(values as Values)) as IterableIterator<unknown>,
  }
}
