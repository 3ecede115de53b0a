import { type Kysely, sql } from 'kysely'

/**
 * A user has one open reset at most, and a reset keeps the wait it began with; who asks why a call
 * was refused does not look through everything that was ever logged.
 */
export async function up(db: Kysely<unknown>) {
  const { schema } = db
  await schema
    .alterTable('resets')
    .addColumn('wait_ms', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('resets').addColumn('approved_at', 'bigint').execute()
  await schema
    .createIndex('resets_one_open')
    .unique()
    .on('resets')
    .columns(['tenant_id', 'user_id'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute()
  await schema.createIndex('resets_closed_at').on('resets').column('closed_at').execute()
  await schema
    .createIndex('audit_events_refused')
    .on('audit_events')
    .columns(['tenant_id', 'at'])
    .where(sql<boolean>`kind = 'challenge.refused'`)
    .execute()
}
