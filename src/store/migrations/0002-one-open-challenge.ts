import { type Kysely, sql } from 'kysely'

/**
 * A number has at most one open challenge per tenant, whichever instances open them
 * (`test/integration/races-open.test.ts`), and a webhook finds its call without reading them all.
 */
export async function up(db: Kysely<unknown>) {
  await sql`
    update challenges
       set status = 'expired', code_digest = null, code_sealed = null, closed_at = expires_at
     where status = 'open'
       and exists (
         select 1 from challenges as newer
          where newer.tenant_id = challenges.tenant_id
            and newer.number_subject = challenges.number_subject
            and newer.status = 'open'
            and (newer.created_at, newer.id) > (challenges.created_at, challenges.id))
  `.execute(db)
  await db.schema
    .createIndex('challenges_one_open')
    .unique()
    .on('challenges')
    .columns(['tenant_id', 'number_subject'])
    .where(sql.ref('status'), '=', 'open')
    .execute()
  await db.schema
    .createIndex('calls_carrier_call_id')
    .on('calls')
    .columns(['carrier_call_id'])
    .execute()
}
