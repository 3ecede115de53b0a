import type { Kysely } from 'kysely'

/** The outbox of mails and webhooks, and the endpoints of panels. */
export async function up({ schema }: Kysely<unknown>) {
  await schema
    .createTable('webhook_endpoints')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('events', 'text')
    .addColumn('secret_sealed', 'text', (column) => column.notNull())
    .addColumn('old_secret_sealed', 'text')
    .addColumn('old_secret_until', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .execute()
  await schema
    .createIndex('webhook_endpoints_tenant_id')
    .on('webhook_endpoints')
    .columns(['tenant_id', 'created_at'])
    .execute()

  await schema
    .createTable('notices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('user_id', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('endpoint_id', 'text', (column) =>
      column.references('webhook_endpoints.id').onDelete('cascade'),
    )
    .addColumn('payload_sealed', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('not_after', 'bigint')
    .addColumn('last_fault', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  // What is due; who is told; what became of it; what may be forgotten.
  for (const columns of [
    ['channel', 'status', 'next_at'],
    ['tenant_id', 'status', 'created_at'],
    ['tenant_id', 'user_id'],
    ['endpoint_id'],
    ['status', 'ended_at'],
  ])
    await schema
      .createIndex(`notices_${columns.join('_')}`)
      .on('notices')
      .columns(columns)
      .execute()
}
