import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import pg from 'pg'
import type { TripConnection } from './in-one-trip.ts'
import { createPlans, type Plans, Trip } from './trip.ts'

/**
 * A driver over a pool of pipelining clients. Unlike Kysely's own, it has the server prepare each
 * statement once, sends several in one trip, `begin` together with the first of its transaction, and
 * throws a broken connection away instead of trying to roll back on it.
 */
export function postgresDriver(pool: pg.Pool): Driver {
  // Between two statements a connection may end as well: unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {})
  const plansOf = new WeakMap<pg.PoolClient, Plans>()
  const inUse = new WeakMap<DatabaseConnection, Session>()
  const sessionOf = (connection: DatabaseConnection) => inUse.get(connection) as Session

  return {
    async init() {},
    async acquireConnection() {
      const client = await pool.connect()
      const plans = plansOf.get(client) ?? createPlans(client)
      plansOf.set(client, plans)
      const session = openSession(client, plans)
      const connection: TripConnection = {
        executeQuery: session.run,
        executeTogether: session.runTogether,
        streamQuery: refuseToStream,
      }
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
function openSession(client: pg.PoolClient, plans: Plans) {
  let toBegin: string | null = null
  let broken = false

  const runTogether = async (queries: readonly CompiledQuery[]) => {
    const begin = toBegin === null ? [] : [CompiledQuery.raw(toBegin)]
    toBegin = null
    try {
      const answers = await travel(client, plans, [...begin, ...queries])
      return answers.slice(begin.length)
    } catch (error) {
      broken ||= breaksConnection(error)
      throw error
    }
  }

  return {
    runTogether,
    async run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const [answer] = await runTogether([query])
      return answer as QueryResult<R>
    },
    begin(text: string) {
      toBegin = text
    },
    async end(text: 'commit' | 'rollback') {
      if (toBegin !== null || (text === 'rollback' && broken)) return
      await runTogether([CompiledQuery.raw(text)])
    },
    release() {
      client.release(broken)
    },
  }
}

function travel(client: pg.PoolClient, plans: Plans, queries: readonly CompiledQuery[]) {
  return new Promise<QueryResult<unknown>[]>((resolve, reject) => {
    const trip = new Trip(queries, plans, (error, answers) =>
      error ? reject(error) : resolve(answers),
    )
    client.query(trip)
  })
}

/** What the server says about a statement leaves the connection whole; all else ends it. */
function breaksConnection(error: unknown) {
  return !(error instanceof pg.DatabaseError) || /^(FATAL|PANIC)$/.test(error.severity ?? '')
}

function refuseToStream(): never {
  throw new Error('Rows are not streamed')
}
