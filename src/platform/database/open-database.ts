import { Kysely, Migrator } from 'kysely'
import { sqliteDialect } from './sqlite.ts'

export type Migration = { up(db: Kysely<unknown>): Promise<void> }

/** Opens the database at a `file:` URL and brings it up to date. */
export async function openDatabase<Tables>(
  url: string,
  migrations: Record<string, Migration>,
): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(fileOf(url)) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (!error) return db
  await db.destroy()
  throw new Error(`The database could not be brought up to date`, { cause: error })
}

export function fileOf(url: string) {
  return url.slice('file:'.length)
}
