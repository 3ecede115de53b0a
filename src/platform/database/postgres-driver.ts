import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import pg from 'pg'

type Row = pg.QueryResultRow

/**
 * A driver over a pool of pipelining clients. Unlike Kysely's own, it sends `begin` together with the
 * first statement of the transaction, which saves a round trip, and throws a broken connection away
 * instead of trying to roll back on it.
 */
export function postgresDriver(pool: pg.Pool): Driver {
  // Between two statements a connection may end as well: unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {})
  const inUse = new WeakMap<DatabaseConnection, Session>()
  const sessionOf = (connection: DatabaseConnection) => inUse.get(connection) as Session

  return {
    async init() {},
    async acquireConnection() {
      const session = openSession(await pool.connect())
      const connection = { executeQuery: session.run, streamQuery: refuseToStream }
      inUse.set(connection, session)
      return connection
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const level = isolationLevel ? ` isolation level ${isolationLevel}` : ''
      sessionOf(connection).begin(`begin${level} ${accessMode ?? ''}`.trim())
    },
    commitTransaction: (connection) => sessionOf(connection).end('commit'),
    rollbackTransaction: (connection) => sessionOf(connection).end('rollback'),
    async releaseConnection(connection) {
      sessionOf(connection).release()
    },
    destroy: () => pool.end(),
  }
}

type Session = ReturnType<typeof openSession>

/** One use of a connection, from taking it out of the pool until it goes back. */
function openSession(client: pg.PoolClient) {
  let begun: Promise<unknown> | null = null
  let broken = false

  const send = async (text: string, values: readonly unknown[]) => {
    const statements = [begun, client.query<Row>(text, [...values])] as const
    begun = null
    try {
      return (await Promise.all(statements))[1]
    } catch (error) {
      broken ||= breaksConnection(error)
      throw error
    }
  }

  return {
    async run<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { command, rowCount, rows } = await send(sql, parameters)
      const changes = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(command) ? BigInt(rowCount ?? 0) : null
      return { rows: rows as R[], ...(changes !== null && { numAffectedRows: changes }) }
    },
    begin(text: string) {
      begun = client.query(text)
      begun.catch(() => {})
    },
    async end(text: 'commit' | 'rollback') {
      if (text === 'rollback' && broken) return
      await send(text, [])
    },
    release() {
      client.release(broken)
    },
  }
}

/** What the server says about a statement leaves the connection whole; all else ends it. */
function breaksConnection(error: unknown) {
  return !(error instanceof pg.DatabaseError) || /^(FATAL|PANIC)$/.test(error.severity ?? '')
}

function refuseToStream(): never {
  throw new Error('Rows are not streamed')
}
