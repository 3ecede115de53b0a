import type { Compilable, Kysely } from 'kysely'

/**
 * Sends statements of one transaction together, in this order: PostgreSQL answers them in one round
 * trip, where Kysely would wait for each. The first that fails is thrown when all have been answered,
 * so that none of them runs after the rollback.
 */
export async function inOneTrip(
  within: Pick<Kysely<unknown>, 'getExecutor'>,
  statements: readonly Compilable[],
): Promise<void> {
  const answers = await within
    .getExecutor()
    .provideConnection((connection) =>
      Promise.allSettled(
        statements.map((statement) => connection.executeQuery(statement.compile())),
      ),
    )
  const failed = answers.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
