import { type Kysely, sql } from 'kysely'
import { locksRows } from '../../platform/database/row-locks.ts'

/**
 * Makes the audit log a chain per tenant that the database itself keeps from being rewritten, and
 * gives retention the indexes it looks with. What the triggers hold off is whoever makes a mistake;
 * whoever may drop them is found out by the chain (`test/security/audit-tampering.test.ts`).
 */
export async function up(db: Kysely<unknown>) {
  await events(db)
  await chains(db)
  await (locksRows(db) ? keepOnPostgres(db) : keepOnSqlite(db))
  await retention(db)
}

async function events({ schema }: Kysely<unknown>) {
  for (const name of ['actor', 'agent', 'ip', 'salt', 'digest', 'hash', 'erased_by'])
    await schema.alterTable('audit_events').addColumn(name, 'text').execute()
  await schema.alterTable('audit_events').addColumn('seq', 'bigint').execute()
  await schema
    .createIndex('audit_events_unsealed')
    .on('audit_events')
    .columns(['tenant_id', 'at', 'id'])
    .where(sql.ref('seq'), 'is', null)
    .execute()
  await schema
    .createIndex('audit_events_sealed')
    .unique()
    .on('audit_events')
    .columns(['tenant_id', 'seq'])
    .where(sql.ref('seq'), 'is not', null)
    .execute()
}

async function chains({ schema }: Kysely<unknown>) {
  await schema
    .createTable('audit_chains')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey().references('tenants.id'))
    .addColumn('first_seq', 'bigint', (column) => column.notNull())
    .addColumn('first_previous', 'text', (column) => column.notNull())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .addColumn('last_hash', 'text', (column) => column.notNull())
    .addColumn('calls_cleared_to', 'bigint', (column) => column.notNull())
    .addColumn('seal', 'text', (column) => column.notNull())
    .execute()
}

const same = (...columns: string[]) =>
  columns.map((column) => `new.${column} is not distinct from old.${column}`).join(' and ')

/**
 * All that may happen to an event: it gets its place in the chain, once; and its content may be taken
 * away as a whole, once. The same words for both databases.
 */
const mayChange = `
  ${same('id', 'tenant_id', 'at', 'kind', 'actor')}
  and (old.seq is null or (${same('seq', 'digest', 'hash')}))
  and (
    (${same('about', 'agent', 'ip', 'detail', 'erased_by')}
      and (old.seq is null or ${same('salt')}))
    or (old.erased_by is null and new.erased_by is not null and new.salt is null
      and new.about = '' and new.detail = '{}' and new.agent is null and new.ip is null))`

/** Retention first moves the beginning of the chain, under its seal; what lies before it may go. */
const mayGo = `exists (
  select 1 from audit_chains where tenant_id = old.tenant_id and first_seq > old.seq)`

async function keepOnPostgres(db: Kysely<unknown>) {
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'an audit event is not changed';
    end $$
  `.execute(db)
  await sql`
    create function keep_audit_event() returns trigger language plpgsql as $$
    begin
      if ${sql.raw(mayGo)} then return old; end if;
      raise exception 'an audit event is not removed';
    end $$
  `.execute(db)
  await sql`
    create trigger audit_events_unchanged before update on audit_events
      for each row when (not (${sql.raw(mayChange)})) execute function refuse_audit_change()
  `.execute(db)
  await sql`
    create trigger audit_events_kept before delete on audit_events
      for each row execute function keep_audit_event()
  `.execute(db)
  await sql`
    create trigger audit_events_not_emptied before truncate on audit_events
      for each statement execute function refuse_audit_change()
  `.execute(db)
}

async function keepOnSqlite(db: Kysely<unknown>) {
  await sql`
    create trigger audit_events_unchanged before update on audit_events
      when not (${sql.raw(mayChange)})
    begin
      select raise(abort, 'an audit event is not changed');
    end
  `.execute(db)
  await sql`
    create trigger audit_events_kept before delete on audit_events when not ${sql.raw(mayGo)}
    begin
      select raise(abort, 'an audit event is not removed');
    end
  `.execute(db)
}

/** Holds only what is finished and still says whom it was about: nothing to look through, mostly. */
async function retention({ schema }: Kysely<unknown>) {
  await schema
    .createIndex('challenges_personal')
    .on('challenges')
    .columns(['closed_at'])
    .where(sql<boolean>`closed_at is not null and to_masked <> ''`)
    .execute()
  await schema
    .createIndex('calls_personal')
    .on('calls')
    .columns(['ended_at'])
    .where(sql<boolean>`ended_at is not null and to_sealed <> ''`)
    .execute()
}
