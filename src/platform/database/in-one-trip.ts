import { type Compilable, CompiledQuery, type Kysely } from 'kysely'
import { locksRows } from './row-locks.ts'

type Statements = readonly Compilable<unknown>[]
type RowsOf<S extends Statements> = {
  -readonly [K in keyof S]: S[K] extends Compilable<infer Row> ? Row[] : never
}
type Within = Pick<Kysely<unknown>, 'getExecutor'>

/**
 * Sends statements of one transaction together, in this order: PostgreSQL answers them in one round
 * trip, where Kysely would wait for each. The first that fails is thrown when all have been answered,
 * so that none of them runs after the rollback.
 */
export async function inOneTrip<const S extends Statements>(
  within: Within,
  statements: S,
): Promise<RowsOf<S>> {
  const compiled = statements.map((statement) => statement.compile())
  return (await sendTogether(within, compiled)) as RowsOf<S>
}

/**
 * A whole transaction in one round trip. When the answer is lost it may have been carried out all the
 * same, so it is for acts that harm nobody whom nobody told of them.
 */
export async function transactionInOneTrip<Tables, const S extends Statements>(
  store: Kysely<Tables>,
  statements: S,
): Promise<RowsOf<S>> {
  if (!locksRows(store))
    return store.transaction().execute((within) => inOneTrip(within, statements))
  const compiled = statements.map((statement) => statement.compile())
  const [, ...answers] = await sendTogether(store, [begin, ...compiled, commit])
  return answers.slice(0, -1) as RowsOf<S>
}

const begin = CompiledQuery.raw('begin')
const commit = CompiledQuery.raw('commit')

async function sendTogether(within: Within, queries: readonly CompiledQuery[]) {
  const answers = await within
    .getExecutor()
    .provideConnection((connection) =>
      Promise.allSettled(queries.map((query) => connection.executeQuery(query))),
    )
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason
    return answer.value.rows
  })
}
