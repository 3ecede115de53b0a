import { type Kysely, sql } from 'kysely'

/** Limits that are tried on recorded traffic; one at a time, on whichever instance it runs. */
export async function up({ schema }: Kysely<unknown>) {
  await schema
    .createTable('limit_trials')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('based_on', 'bigint')
    .addColumn('document_sealed', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('done', 'bigint', (column) => column.notNull())
    .addColumn('total', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('result', 'text')
    .execute()
  await schema
    .createIndex('limit_trials_running')
    .unique()
    .on('limit_trials')
    .column('status')
    .where(sql.ref('status'), '=', 'running')
    .execute()
  await schema
    .createIndex('limit_trials_started_at')
    .on('limit_trials')
    .column('started_at')
    .execute()
}
