import { type Kysely, sql } from 'kysely'
import { StoreUnavailable } from '../problem.ts'
import { type Fault, judgeDatabase, type ServerFacts } from './judge-database.ts'
import { createMigrator, type Migration } from './open-database.ts'
import { locksRows } from './row-locks.ts'

/** Something of the database that does not fit this service, and how to mend it. */
export interface Finding extends Fault {
  readonly store: 'database'
}

/** What is wrong with the database, for whoever runs it. Changes nothing, migrates nothing. */
export async function examineDatabase<Tables>(
  db: Kysely<Tables>,
  migrations: Record<string, Migration>,
  now: () => number = Date.now,
): Promise<Finding[]> {
  const faults = await findFaults(db, migrations, now).catch(unreachable)
  return faults.map((fault) => ({ store: 'database', ...fault }))
}

async function findFaults<Tables>(
  db: Kysely<Tables>,
  migrations: Record<string, Migration>,
  now: () => number,
): Promise<Fault[]> {
  const known = await createMigrator(db, migrations).getMigrations()
  const pending = known.filter(({ executedAt }) => !executedAt).map(({ name }) => name)
  return judgeDatabase({ pending, server: locksRows(db) ? await readServer(db, now) : null })
}

async function readServer<Tables>(db: Kysely<Tables>, now: () => number): Promise<ServerFacts> {
  const askedAt = now()
  const { rows } = await sql<Omit<ServerFacts, 'clockAheadMs'> & { clock: string }>`
    select current_setting('server_version_num')::int as "version",
           current_setting('fsync') as "fsync",
           current_setting('synchronous_commit') as "synchronousCommit",
           pg_is_in_recovery() as "isReplica",
           extract(epoch from clock_timestamp()) * 1000 as "clock",
           coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreateTables",
           array(
             select privilege || ' on ' || relname
               from pg_class, unnest(array['select', 'insert', 'update', 'delete']) as privilege
              where relnamespace = current_schema()::regnamespace
                and relkind = 'r'
                and not has_table_privilege(pg_class.oid, privilege)
              order by relname) as "missingPrivileges"
  `.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL said nothing of itself')
  const { clock, ...facts } = row
  return { ...facts, clockAheadMs: Number(clock) - (askedAt + now()) / 2 }
}

function unreachable(error: unknown): Fault[] {
  if (!(error instanceof StoreUnavailable)) throw error
  const { cause } = error
  const reason = cause instanceof Error ? cause.message || cause.name : 'no reason given'
  return [
    {
      fault: `It cannot be reached: ${reason}`,
      mend: 'See that it runs, that DATABASE_URL names it, and that its user may log in',
    },
  ]
}
