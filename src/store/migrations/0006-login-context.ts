import type { Kysely } from 'kysely'

/** Where a login came from, sealed while its challenge is open: an app shows it to its user. */
export async function up({ schema }: Kysely<unknown>) {
  await schema.alterTable('challenges').addColumn('context_sealed', 'text').execute()
}
