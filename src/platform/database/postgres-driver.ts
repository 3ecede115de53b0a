import type { Duplex } from 'node:stream'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import pg from 'pg'

type Row = pg.QueryResultRow

/**
 * A driver over a pool of pipelining clients. Unlike Kysely's own, it has the server prepare each
 * statement once, writes what is asked in one turn with one system call, sends `begin` together with
 * the first statement of the transaction, and throws a broken connection away instead of trying to
 * roll back on it.
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
  let toBegin: string | null = null
  let broken = false

  const send = async (text: string, values: readonly unknown[]) => {
    writeTogether(client)
    const begun = toBegin === null ? null : client.query(toBegin)
    toBegin = null
    const asked = client.query<Row>(toQuery(text, values))
    try {
      return (await Promise.all([begun, asked]))[1]
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
      toBegin = text
    },
    async end(text: 'commit' | 'rollback') {
      if (toBegin !== null || (text === 'rollback' && broken)) return
      await send(text, [])
    },
    release() {
      client.release(broken)
    },
  }
}

/** What is asked before the next tick leaves together. */
function writeTogether(client: pg.PoolClient) {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** Far more than the service has; those of a list as long as its data stay unnamed beyond it. */
const PREPARED_MOST = 500
const names = new Map<string, string>()

function toQuery(text: string, values: readonly unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text }
  const name = names.get(text) ?? (names.size < PREPARED_MOST ? `belcode-${names.size}` : '')
  if (name === '') return { text, values: [...values] }
  names.set(text, name)
  return { name, text, values: [...values] }
}

/** What the server says about a statement leaves the connection whole; all else ends it. */
function breaksConnection(error: unknown) {
  return !(error instanceof pg.DatabaseError) || /^(FATAL|PANIC)$/.test(error.severity ?? '')
}

function refuseToStream(): never {
  throw new Error('Rows are not streamed')
}
