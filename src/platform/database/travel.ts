import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'
import { type Plans, Trip } from './trip.ts'

/** A connection that is out of the pool, and the statements it knows. */
export interface Taken {
  readonly client: pg.PoolClient
  readonly plans: Plans
}

export type Queries = readonly CompiledQuery[]
export type Answers = Promise<QueryResult<unknown>[]>

export function travel({ client, plans }: Taken, queries: Queries): Answers {
  return new Promise((resolve, reject) => {
    const trip = new Trip(queries, plans, (error, answers) =>
      error ? reject(error) : resolve(answers),
    )
    client.query(trip)
  })
}

/** What the server says about a statement leaves the connection whole; all else ends it. */
export function breaksConnection(error: unknown) {
  return !(error instanceof pg.DatabaseError) || /^(FATAL|PANIC)$/.test(error.severity ?? '')
}
