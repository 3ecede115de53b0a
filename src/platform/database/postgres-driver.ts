import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import type pg from 'pg'
import { gatherReads, isShortRead } from './gather-reads.ts'
import type { TripConnection } from './in-one-trip.ts'
import { type Answers, breaksConnection, type Queries, type Taken, travel } from './travel.ts'
import { createPlans, type Plans } from './trip.ts'

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
  const take = async (): Promise<Taken> => {
    const client = await pool.connect()
    const plans = plansOf.get(client) ?? createPlans(client)
    plansOf.set(client, plans)
    return { client, plans }
  }
  const readTogether = gatherReads(take)
  const inUse = new WeakMap<DatabaseConnection, Session>()
  const sessionOf = (connection: DatabaseConnection) => inUse.get(connection) as Session

  return {
    async init() {},
    async acquireConnection() {
      const session = openSession(take, readTogether)
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

/** One use of a connection, from when it is needed until it goes back into the pool. */
function openSession(take: () => Promise<Taken>, readTogether: (queries: Queries) => Answers) {
  let taking: Promise<Taken> | null = null
  let toBegin: string | null = null
  let broken = false

  const runTogether = async (queries: Queries) => {
    if (!taking && toBegin === null && queries.every(isShortRead)) return readTogether(queries)
    const begin = toBegin === null ? [] : [CompiledQuery.raw(toBegin)]
    toBegin = null
    try {
      taking ??= take()
      const answers = await travel(await taking, [...begin, ...queries])
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
      void taking?.then(
        ({ client }) => client.release(broken),
        () => undefined,
      )
    },
  }
}

function refuseToStream(): never {
  throw new Error('Rows are not streamed')
}
