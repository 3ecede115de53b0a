import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { connectDatabase } from '../../src/platform/database/open-database.ts'
import { prepared } from '../../src/platform/database/prepared.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import { asAdmin, createDatabase, dropDatabase } from '../support/postgres-server.ts'

interface Tables {
  things: { name: string; size: number }
}

const adminUrl = () => inject('servers')?.postgresUrl ?? ''

let databaseUrl: string
let db: Kysely<Tables>
beforeEach(async () => {
  databaseUrl = await createDatabase(adminUrl())
  db = connectDatabase<Tables>(databaseUrl)
  await sql`create table things (name text primary key, size bigint not null)`.execute(db)
  await db.insertInto('things').values({ name: 'a', size: 1 }).execute()
})
afterEach(async () => {
  await db.destroy()
  await dropDatabase(adminUrl(), databaseUrl)
})

/** Over which connection, and what a number is divided into. */
const read = prepared((within: Kysely<Tables>, { by }: { by: number }) =>
  within
    .selectFrom('things')
    .select([
      sql<number>`pg_backend_pid()`.as('pid'),
      sql<number>`12 / cast(${by} as int)`.as('share'),
    ]),
)
const sizes = prepared((within: Kysely<Tables>, { name }: { name: string }) =>
  within.selectFrom('things').select('size').where('name', '=', name),
)

it('reads of one moment share a connection, and each has its own answer', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 6].map((by) => read(db, { by }).execute()))
  expect(answers.map(([row]) => row?.share)).toEqual([12, 6, 4, 3, 2])
  expect(new Set(answers.map(([row]) => row?.pid)).size).toBe(1)
})

it('one that fails fails alone, and the connection is as good as before', async () => {
  const ends = await Promise.allSettled([1, 0, 2].map((by) => read(db, { by }).execute()))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const [pid] = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value[0]?.pid] : []))
  expect((await read(db, { by: 1 }).execute())[0]?.pid).toBe(pid)
})

it('a transaction reads what it wrote, and nobody else does', async () => {
  await db.transaction().execute(async (within) => {
    await within.updateTable('things').set({ size: 7 }).where('name', '=', 'a').execute()
    const [inside, outside] = await Promise.all([
      sizes(within, { name: 'a' }).execute(),
      sizes(db, { name: 'a' }).execute(),
    ])
    expect([inside, outside]).toEqual([[{ size: 7 }], [{ size: 1 }]])
  })
})

it('a connection that ends takes its readers along, and the next ones read', async () => {
  const [row] = await read(db, { by: 1 }).execute()
  await asAdmin(adminUrl(), `select pg_terminate_backend(${row?.pid})`)
  // The pool may have heard of it, or not yet.
  const ends = await Promise.allSettled([1, 2].map((by) => read(db, { by }).execute()))
  for (const end of ends)
    if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(StoreUnavailable)
  expect((await read(db, { by: 3 }).execute())[0]?.share).toBe(4)
})

it('what cannot be prepared is an outage to all who asked, and is prepared anew after it', async () => {
  await sql`alter table things rename to things_kept`.execute(db)
  const ends = await Promise.allSettled([1, 2, 3].map((by) => read(db, { by }).execute()))
  const reasons = ends.map((end) => end.status === 'rejected' && end.reason)
  for (const reason of reasons) expect(reason).toBeInstanceOf(StoreUnavailable)
  await sql`alter table things_kept rename to things`.execute(db)
  const answers = await Promise.all([1, 2, 3].map((by) => read(db, { by }).execute()))
  expect(answers.map(([row]) => row?.share)).toEqual([12, 6, 4])
})

it('statements of one transaction that are asked at once share its connection', async () => {
  const pids = await db.transaction().execute(async (within) => {
    const reads = [1, 2, 3].map((by) => read(within, { by }).execute())
    return (await Promise.all(reads)).map(([row]) => row?.pid)
  })
  expect(new Set(pids).size).toBe(1)
})

it('a read that locks goes by itself: it may wait for others', async () => {
  const locking = prepared((within: Kysely<Tables>, { name }: { name: string }) =>
    within
      .selectFrom('things')
      .select(sql<number>`pg_backend_pid()`.as('pid'))
      .where('name', '=', name)
      .forUpdate(),
  )
  const waiting = await db.transaction().execute(async (within) => {
    await locking(within, { name: 'a' }).execute()
    const [locked, free] = [locking(db, { name: 'a' }).execute(), read(db, { by: 1 }).execute()]
    expect((await free)[0]?.share).toBe(12)
    return { locked }
  })
  expect(await waiting.locked).toHaveLength(1)
})
