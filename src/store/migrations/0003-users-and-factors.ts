import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

/** Users with their factors, and challenges that are a user's instead of a bare number's. */
export async function up(db: Kysely<unknown>) {
  await users(db)
  await factors(db)
  await devices(db)
  await resets(db)
  await challengesOfUsers(db)
}

async function users({ schema }: Kysely<unknown>) {
  await withTenant(schema.createTable('users'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('person_sealed', 'text', (column) => column.notNull())
    .addColumn('locale', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('extension_until', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('users_key', ['tenant_id', 'id'])
    .execute()
}

async function factors({ schema }: Kysely<unknown>) {
  await ofUser(withTenant(schema.createTable('factors').addColumn('id', 'text', primary)))
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('shown', 'text', (column) => column.notNull())
    .addColumn('number_subject', 'text')
    .addColumn('secret_sealed', 'text')
    .addColumn('last_step', 'bigint')
    .addColumn('wrong_in_a_row', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('confirmed_at', 'bigint')
    .addColumn('disabled_at', 'bigint')
    .addColumn('held_until', 'bigint')
    .execute()
  await index(schema, 'factors', ['tenant_id', 'user_id', 'position'])
  await index(schema, 'factors', ['tenant_id', 'number_subject'])
  await index(schema, 'factors', ['confirmed_at', 'expires_at'])
  await withTenant(schema.createTable('recovery_codes').addColumn('factor_id', 'text', ofFactor))
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('recovery_codes_key', ['factor_id', 'digest'])
    .execute()
}

async function devices({ schema }: Kysely<unknown>) {
  await withTenant(schema.createTable('pairing_codes').addColumn('factor_id', 'text', soleFactor))
    .addColumn('digest', 'text', (column) => column.notNull().unique())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await ofUser(withTenant(schema.createTable('devices').addColumn('factor_id', 'text', soleFactor)))
    .addColumn('token_digest', 'text', (column) => column.notNull().unique())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('push_sealed', 'text')
    .addColumn('paired_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function resets({ schema }: Kysely<unknown>) {
  await ofUser(withTenant(schema.createTable('resets').addColumn('id', 'text', primary)))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('requested_by', 'text', (column) => column.notNull())
    .addColumn('approved_by', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('ready_at', 'bigint')
    .addColumn('entry_digest', 'text')
    .addColumn('entry_expires_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .execute()
  await index(schema, 'resets', ['tenant_id', 'user_id', 'created_at'])
  await index(schema, 'resets', ['entry_digest'])
  await withTenant(schema.createTable('redeemed_assertions'))
    .addColumn('jti', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('redeemed_assertions_key', ['tenant_id', 'jti'])
    .execute()
  await index(schema, 'redeemed_assertions', ['expires_at'])
}

/** For a bare number, the number stands for the user and for the factor. */
async function challengesOfUsers(db: Kysely<unknown>) {
  const { schema } = db
  for (const name of ['user_id', 'factor_id', 'user_subject', 'factor_subject', 'changed_by'])
    await schema.alterTable('challenges').addColumn(name, 'text').execute()
  await schema
    .alterTable('challenges')
    .addColumn('purpose', 'text', (column) => column.notNull().defaultTo('login'))
    .execute()
  await schema.alterTable('calls').addColumn('changed_by', 'text').execute()
  await sql`
    update challenges set user_subject = number_subject, factor_subject = number_subject
  `.execute(db)
  await schema
    .createIndex('challenges_one_open_of_user')
    .unique()
    .on('challenges')
    .columns(['tenant_id', 'user_subject'])
    .where(sql.ref('status'), '=', 'open')
    .execute()
  await index(schema, 'challenges', ['tenant_id', 'user_subject', 'created_at'])
  await index(schema, 'challenges', ['tenant_id', 'factor_subject', 'created_at'])
}

type Table = CreateTableBuilder<string, never>
type Schema = Kysely<unknown>['schema']
type Column = Parameters<NonNullable<Parameters<Table['addColumn']>[2]>>[0]

const primary = (column: Column) => column.primaryKey()
const ofFactor = (column: Column) => column.notNull().references('factors.id').onDelete('cascade')
const soleFactor = (column: Column) => ofFactor(column).primaryKey()

function withTenant<Name extends string, Columns extends string>(
  table: CreateTableBuilder<Name, Columns>,
) {
  return table.addColumn('tenant_id', 'text', (column) => column.notNull().references('tenants.id'))
}

function ofUser<Name extends string>(table: CreateTableBuilder<Name, 'tenant_id'>) {
  return table
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addForeignKeyConstraint(
      'of_user',
      ['tenant_id', 'user_id'] as never,
      'users',
      ['tenant_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
}

function index(schema: Schema, table: string, columns: string[]) {
  return schema
    .createIndex(`${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute()
}
