import type { Compilable, CompiledQuery, DatabaseConnection, Kysely, QueryResult } from 'kysely'
import { locksRows } from './row-locks.ts'

type Statements = readonly Compilable<unknown>[]
type RowsOf<S extends Statements> = {
  -readonly [K in keyof S]: S[K] extends Compilable<infer Row> ? Row[] : never
}
type Within = Pick<Kysely<unknown>, 'getExecutor'>

/** A connection that takes statements together: outside of a transaction they are one. */
export interface TripConnection extends DatabaseConnection {
  executeTogether(queries: readonly CompiledQuery[]): Promise<QueryResult<unknown>[]>
}

/**
 * Sends statements of one transaction together, in this order: PostgreSQL answers them in one round
 * trip, where Kysely would wait for each. After the first that fails, none is carried out.
 */
export async function inOneTrip<const S extends Statements>(
  within: Within,
  statements: S,
): Promise<RowsOf<S>> {
  const queries = statements.map((statement) => statement.compile())
  const answers = await within
    .getExecutor()
    .provideConnection((connection) =>
      isTripConnection(connection)
        ? connection.executeTogether(queries)
        : executeInTurn(connection, queries),
    )
  return answers.map(({ rows }) => rows) as RowsOf<S>
}

/**
 * A whole transaction in one round trip. When the answer is lost it may have been carried out all the
 * same, so it is for acts that harm nobody whom nobody told of them.
 */
export async function transactionInOneTrip<Tables, const S extends Statements>(
  store: Kysely<Tables>,
  statements: S,
): Promise<RowsOf<S>> {
  if (locksRows(store)) return inOneTrip(store, statements)
  return store.transaction().execute((within) => inOneTrip(within, statements))
}

export function isTripConnection(connection: DatabaseConnection): connection is TripConnection {
  return 'executeTogether' in connection
}

async function executeInTurn(connection: DatabaseConnection, queries: readonly CompiledQuery[]) {
  const answers: QueryResult<unknown>[] = []
  for (const query of queries) answers.push(await connection.executeQuery(query))
  return answers
}
