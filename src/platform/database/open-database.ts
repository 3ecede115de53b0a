import { Kysely, Migrator } from 'kysely'
import { postgresDialect } from './postgres.ts'
import { reportOutages } from './report-outages.ts'
import { sqliteDialect } from './sqlite.ts'

export type Migration = { up(db: Kysely<unknown>): Promise<void> }

/**
 * Opens the database at a `file:` or `postgres:` URL and brings it up to date. Many instances may do
 * so at once: on PostgreSQL the migrator holds an advisory lock (`test/integration/postgres-migrations.test.ts`).
 */
export async function openDatabase<Tables>(
  url: string,
  migrations: Record<string, Migration>,
): Promise<Kysely<Tables>> {
  const migrating = connectDatabase(url, { forMigrations: true })
  const { error } = await createMigrator(migrating, migrations).migrateToLatest()
  await migrating.destroy()
  if (error) throw new Error('The database could not be brought up to date', { cause: error })
  return connectDatabase<Tables>(url)
}

/** Connects when it is first asked something, and leaves the database as it is. */
export function connectDatabase<Tables>(
  url: string,
  { forMigrations = false } = {},
): Kysely<Tables> {
  const dialect = url.startsWith('file:')
    ? sqliteDialect(url.slice('file:'.length))
    : postgresDialect(url, { forMigrations })
  return new Kysely<Tables>({ dialect: reportOutages(dialect) })
}

export function createMigrator<Tables>(
  db: Kysely<Tables>,
  migrations: Record<string, Migration>,
): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}
