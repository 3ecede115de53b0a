import { DatabaseSync } from '@photostructure/sqlite'
import pg from 'pg'

export type Value = string | number | null
type Row = Readonly<Record<string, Value>>

/** The driver and nothing between: a prepared statement, one round trip, durable when it answers. */
export interface Database {
  run(sql: string, values: readonly Value[]): Promise<readonly Row[]>
}

export function openDatabase(url: string): Database {
  return url.startsWith('file:') ? openSqlite(url.slice('file:'.length)) : openPostgres(url)
}

function openPostgres(connectionString: string): Database {
  const pool = new pg.Pool({ connectionString })
  const names = new Map<string, string>()
  return {
    async run(text, values) {
      const name = names.get(text) ?? `floor-${names.size}`
      names.set(text, name)
      return (await pool.query<Row>({ name, text, values: [...values] })).rows
    },
  }
}

/** Its parameters stand in the order of their numbers. */
function openSqlite(file: string): Database {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000')
  const prepared = new Map<string, ReturnType<typeof database.prepare>>()
  return {
    async run(sql, values) {
      const statement = prepared.get(sql) ?? database.prepare(sql.replaceAll(/\$\d+/g, '?'))
      prepared.set(sql, statement)
      return statement.all(...values) as unknown as readonly Row[]
    },
  }
}
