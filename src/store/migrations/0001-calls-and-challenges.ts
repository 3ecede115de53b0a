import type { Kysely } from 'kysely'

/** Tenants and their keys, challenges, calls, and what must outlive a restart. */
export async function up(db: Kysely<unknown>) {
  await tenants(db)
  await challenges(db)
  await calls(db)
  await records(db)
}

async function tenants({ schema }: Kysely<unknown>) {
  await schema
    .createTable('data_keys')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('public_jwk', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('tenants')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('api_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
}

async function challenges({ schema }: Kysely<unknown>) {
  await schema
    .createTable('challenges')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('to_sealed', 'text', (column) => column.notNull())
    .addColumn('to_masked', 'text', (column) => column.notNull())
    .addColumn('number_subject', 'text', (column) => column.notNull())
    .addColumn('ip_subjects', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('gate', 'text', (column) => column.notNull())
    .addColumn('code_length', 'integer', (column) => column.notNull())
    .addColumn('code_digest', 'text')
    .addColumn('code_sealed', 'text')
    .addColumn('attempts_left', 'integer', (column) => column.notNull())
    .addColumn('calls_made', 'integer', (column) => column.notNull())
    .addColumn('last_call_at', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .execute()
  await index(schema, 'challenges', ['tenant_id', 'number_subject', 'status'])
  await index(schema, 'challenges', ['status', 'expires_at'])
}

async function calls({ schema }: Kysely<unknown>) {
  await schema
    .createTable('calls')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('made_for', 'text', (column) => column.notNull())
    .addColumn('number_subject', 'text', (column) => column.notNull())
    .addColumn('to_sealed', 'text', (column) => column.notNull())
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('gate', 'text', (column) => column.notNull())
    .addColumn('gate_sealed', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('progress', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('carrier', 'text')
    .addColumn('carrier_call_id', 'text')
    .addColumn('sip_status', 'integer')
    .addColumn('talked_seconds', 'integer')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('not_after', 'bigint', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('placed_at', 'bigint')
    .addColumn('hang_up_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .execute()
  await index(schema, 'calls', ['made_for', 'created_at'])
  await index(schema, 'calls', ['progress', 'created_at'])
  await index(schema, 'calls', ['tenant_id', 'number_subject', 'status', 'ended_at'])
}

async function records({ schema }: Kysely<unknown>) {
  await schema
    .createTable('stops')
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('number_subject', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('stops_key', ['tenant_id', 'number_subject'])
    .execute()
  await schema
    .createTable('audit_events')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute()
  await index(schema, 'audit_events', ['tenant_id', 'at'])
  await index(schema, 'audit_events', ['about'])
  await schema
    .createTable('idempotency_keys')
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('key_digest', 'text', (column) => column.notNull())
    .addColumn('request_digest', 'text', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('answer_sealed', 'text')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_key', ['tenant_id', 'key_digest'])
    .execute()
  await index(schema, 'idempotency_keys', ['expires_at'])
}

function index(schema: Kysely<unknown>['schema'], table: string, columns: string[]) {
  return schema
    .createIndex(`${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute()
}
