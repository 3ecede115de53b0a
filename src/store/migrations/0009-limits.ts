import { type Kysely, sql } from 'kysely'

/** Limit sets, each a version, and the tenant that runs the service. */
export async function up(db: Kysely<unknown>) {
  await db.schema
    .createTable('limit_sets')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('document_sealed', 'text', (column) => column.notNull())
    .addColumn('restored_from', 'integer')
    .execute()
  await db.schema
    .alterTable('tenants')
    .addColumn('is_operator', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // The first one there was: `accounts/bootstrap.ts` makes it, or whoever installed the service did.
  await sql`update tenants set is_operator = 1
    where id = (select id from tenants order by created_at, id limit 1)`.execute(db)
}
