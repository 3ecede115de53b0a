import { type Kysely, sql } from 'kysely'

/** What the limits remember: decisions, blocks, exemptions, alarms, and what each call cost. */
export async function up(db: Kysely<unknown>) {
  await pricedCalls(db)
  await decisions(db)
  await blocks(db)
  await exemptions(db)
  await alarms(db)
}

async function pricedCalls({ schema }: Kysely<unknown>) {
  const add = (name: string, type: 'text' | 'bigint') =>
    schema.alterTable('calls').addColumn(name, type).execute()
  await add('prefix_subject', 'text')
  await add('country', 'text')
  await add('price_micros', 'bigint')
  await add('priced_at', 'bigint')
  await add('price_due_at', 'bigint')
  await schema
    .createIndex('calls_price_due')
    .on('calls')
    .column('price_due_at')
    .where(sql.ref('price_due_at'), 'is not', null)
    .execute()
  await schema
    .createIndex('calls_of_prefix')
    .on('calls')
    .columns(['tenant_id', 'prefix_subject', 'created_at'])
    .execute()
  await schema.createIndex('calls_created_at').on('calls').column('created_at').execute()
  // When a number was verified last is read before each call to it.
  await schema
    .createIndex('challenges_of_number')
    .on('challenges')
    .columns(['tenant_id', 'number_subject', 'status', 'closed_at'])
    .execute()
  await schema.dropIndex('challenges_tenant_id_number_subject_status').execute()
  await schema.alterTable('challenges').addColumn('facts', 'text').execute()
}

async function decisions({ schema }: Kysely<unknown>) {
  await schema
    .createTable('decisions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('refused_by', 'text')
    .addColumn('until', 'bigint')
    .addColumn('reference', 'text')
    .addColumn('challenge_id', 'text')
    .addColumn('call_id', 'text')
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('price_micros', 'bigint', (column) => column.notNull())
    .addColumn('standings', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('decisions_at').on('decisions').columns(['at', 'id']).execute()
  await schema
    .createIndex('decisions_challenge')
    .on('decisions')
    .column('challenge_id')
    .where(sql.ref('challenge_id'), 'is not', null)
    .execute()
  await schema
    .createIndex('decisions_reference')
    .on('decisions')
    .columns(['tenant_id', 'reference'])
    .where(sql.ref('reference'), 'is not', null)
    .execute()
}

async function blocks({ schema }: Kysely<unknown>) {
  await schema
    .createTable('blocks')
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('length_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('blocks_key', ['tenant_id', 'scope', 'subject'])
    .execute()
  await schema.createIndex('blocks_until').on('blocks').column('until').execute()
}

async function exemptions({ schema }: Kysely<unknown>) {
  await schema
    .createTable('exemptions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('granted_by', 'text', (column) => column.notNull())
    .addColumn('agent', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('used_by', 'text')
    .execute()
  await schema
    .createIndex('exemptions_open')
    .on('exemptions')
    .columns(['tenant_id', 'subject', 'expires_at'])
    .where(sql.ref('used_at'), 'is', null)
    .execute()
  await schema.createIndex('exemptions_expires_at').on('exemptions').column('expires_at').execute()
}

async function alarms({ schema }: Kysely<unknown>) {
  await schema
    .createTable('alarms')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('raised_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await schema
    .createIndex('alarms_open')
    .unique()
    .on('alarms')
    .columns(['tenant_id', 'kind', 'subject'])
    .where(sql.ref('ended_at'), 'is', null)
    .execute()
  await schema.createIndex('alarms_raised_at').on('alarms').column('raised_at').execute()
}
