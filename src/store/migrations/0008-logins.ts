import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

/** Login names with passwords, and sessions. Both go with their user. */
export async function up(db: Kysely<unknown>) {
  await logins(db)
  await sessions(db)
}

async function logins({ schema }: Kysely<unknown>) {
  await ofUser(schema.createTable('logins'))
    .addColumn('name_digest', 'text', (column) => column.notNull())
    .addColumn('name_sealed', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('password_set_at', 'bigint', (column) => column.notNull())
    .addColumn('must_change_at', 'bigint')
    .addColumn('replaced_at', 'bigint')
    .addColumn('known_ip', 'text')
    .addColumn('reset_digest', 'text')
    .addColumn('reset_expires_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('logins_key', ['tenant_id', 'user_id'])
    .execute()
  await schema
    .createIndex('logins_name')
    .unique()
    .on('logins')
    .columns(['tenant_id', 'name_digest'])
    .execute()
  await schema
    .createIndex('logins_reset')
    .unique()
    .on('logins')
    .columns(['reset_digest'])
    .where(sql.ref('reset_digest'), 'is not', null)
    .execute()
  // Who did not change the password in time, and was not found yet.
  await schema
    .createIndex('logins_unchanged')
    .on('logins')
    .columns(['tenant_id', 'password_set_at'])
    .where(sql.ref('replaced_at'), 'is', null)
    .execute()
}

async function sessions({ schema }: Kysely<unknown>) {
  await ofUser(schema.createTable('sessions'))
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_digest', 'text', (column) => column.notNull().unique())
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('challenge_id', 'text')
    .addColumn('agent', 'text', (column) => column.notNull())
    .addColumn('ip', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('verified_at', 'bigint')
    .addColumn('skipped_at', 'bigint')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await schema
    .createIndex('sessions_of_user')
    .on('sessions')
    .columns(['tenant_id', 'user_id', 'created_at'])
    .execute()
  await schema.createIndex('sessions_expires_at').on('sessions').column('expires_at').execute()
}

function ofUser<Name extends string>(table: CreateTableBuilder<Name, never>) {
  return table
    .addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addForeignKeyConstraint(
      'of_user',
      ['tenant_id', 'user_id'] as never,
      'users',
      ['tenant_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
}
