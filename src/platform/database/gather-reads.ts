import type { CompiledQuery, QueryResult } from 'kysely'
import type { PreparedQuery } from './prepared.ts'
import { type Answers, breaksConnection, type Queries, type Taken, travel } from './travel.ts'

interface Reader {
  readonly queries: Queries
  readonly resolve: (answers: QueryResult<unknown>[]) => void
  readonly reject: (reason: unknown) => void
}

/** What the types of pg do not tell. */
interface Connected {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

/** Prepared statements are those of requests: none of them holds the others up. */
export function isShortRead(query: CompiledQuery | PreparedQuery): boolean {
  return 'onlyReads' in query && query.onlyReads
}

/**
 * What requests read within two turns of the event loop leaves on one connection with one system call, which costs
 * more than anything else of a read. One that fails fails alone. Held by
 * `test/integration/postgres-gathered-reads.test.ts`.
 */
export function gatherReads(take: () => Promise<Taken>): (queries: Queries) => Answers {
  let waiting: Reader[] = []

  async function leave() {
    const leaving = waiting
    waiting = []
    try {
      await readAll(await take(), leaving)
    } catch (error) {
      for (const { reject } of leaving) reject(error)
    }
  }

  return (queries) =>
    new Promise((resolve, reject) => {
      const count = waiting.push({ queries, resolve, reject })
      if (count === 1) setImmediate(() => setImmediate(() => void leave()))
    })
}

async function readAll(taken: Taken, readers: readonly Reader[]) {
  const { stream } = (taken.client as unknown as Connected).connection
  stream.cork()
  const trips = readers.map(({ queries, resolve, reject }) => {
    const trip = travel(taken, queries)
    trip.then(resolve, reject)
    return trip
  })
  stream.uncork()
  const ends = await Promise.allSettled(trips)
  taken.client.release(
    ends.some((end) => end.status === 'rejected' && breaksConnection(end.reason)),
  )
}
