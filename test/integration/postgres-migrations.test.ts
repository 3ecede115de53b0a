import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../../src/platform/database/open-database.ts'
import { openStore, type Tables } from '../../src/store/index.ts'
import * as callsAndChallenges from '../../src/store/migrations/0001-calls-and-challenges.ts'
import * as oneOpenChallenge from '../../src/store/migrations/0002-one-open-challenge.ts'
import { createDatabase, dropDatabase } from '../support/postgres-server.ts'

const adminUrl = () => inject('servers')?.postgresUrl ?? ''

let databaseUrl: string
beforeEach(async () => {
  databaseUrl = await createDatabase(adminUrl())
})
afterEach(() => dropDatabase(adminUrl(), databaseUrl))

it('five instances that start at once on an empty database all succeed', async () => {
  const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(databaseUrl)))
  for (const store of stores) {
    expect(await store.selectFrom('tenants').selectAll().execute()).toEqual([])
    await store.destroy()
  }
})

it('a migration is applied once, however many instances want it, and may take its time', async () => {
  const migrations = {
    '0001-slow': {
      async up(db: Kysely<unknown>) {
        // Longer than a statement of a request may take, and others wait for it.
        await sql`create table slow as select 1 as one from pg_sleep(2)`.execute(db)
      },
    },
  }
  const open = () => openDatabase<{ slow: { one: number } }>(databaseUrl, migrations)
  const dbs = await Promise.all([open(), open(), open()])
  expect(await dbs[2]?.selectFrom('slow').select('one').execute()).toEqual([{ one: 1 }])
  for (const db of dbs) await db.destroy()
})

it('a migration that fails leaves nothing behind', async () => {
  const failing = {
    async up(db: Kysely<unknown>) {
      await sql`create table half (id int)`.execute(db)
      await sql`select 1 / 0`.execute(db)
    },
  }
  await expect(openDatabase(databaseUrl, { '0001-failing': failing })).rejects.toThrow(
    'could not be brought up to date',
  )
  const db = await openDatabase<unknown>(databaseUrl, {})
  expect((await db.introspection.getTables()).map(({ name }) => name)).not.toContain('half')
  await db.destroy()
})

describe('0002', () => {
  it('keeps the newest open challenge of a number and wipes the others', async () => {
    const before = await openDatabase<TablesThen>(databaseUrl, { '0001': callsAndChallenges })
    await before
      .insertInto('tenants')
      .values({ id: 'demo', name: 'Demo', policy: '{}', created_at: 1 })
      .execute()
    const challenges = [
      { id: 'older', number_subject: 'a', created_at: 10 },
      { id: 'newer', number_subject: 'a', created_at: 20 },
      { id: 'alone', number_subject: 'b', created_at: 10 },
    ]
    await before.insertInto('challenges').values(challenges.map(toRow)).execute()
    await before.destroy()

    const after = await openDatabase<Tables>(databaseUrl, {
      '0001': callsAndChallenges,
      '0002': oneOpenChallenge,
    })
    const rows = await after
      .selectFrom('challenges')
      .select(['id', 'status', 'code_sealed', 'closed_at'])
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { id: 'alone', status: 'open', code_sealed: 'sealed', closed_at: null },
      { id: 'newer', status: 'open', code_sealed: 'sealed', closed_at: null },
      { id: 'older', status: 'expired', code_sealed: null, closed_at: 1000 },
    ])
    await after.destroy()
  })
})

/** As the first migration made them. */
type TablesThen = Pick<Tables, 'tenants'> & { challenges: ReturnType<typeof toRow> }

function toRow(challenge: { id: string; number_subject: string; created_at: number }) {
  return {
    ...challenge,
    ...{ tenant_id: 'demo', status: 'open', method: 'voice', to_sealed: '', to_masked: '' },
    ...{ ip_subjects: 'null', locale: 'nl-NL', gate: 'key', code_length: 6 },
    ...{ code_digest: 'digest', code_sealed: 'sealed', attempts_left: 5, calls_made: 1 },
    ...{ last_call_at: 10, expires_at: 1000, closed_at: null },
  }
}
