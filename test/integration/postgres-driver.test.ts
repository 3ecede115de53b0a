import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { isDuplicate } from '../../src/platform/database/faults.ts'
import { inOneTrip, transactionInOneTrip } from '../../src/platform/database/in-one-trip.ts'
import { connectDatabase } from '../../src/platform/database/open-database.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import { createDatabase, dropDatabase } from '../support/postgres-server.ts'

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
})
afterEach(async () => {
  await db.destroy()
  await dropDatabase(adminUrl(), databaseUrl)
})

const insert = (within: Kysely<Tables>, name: string, size = 1) =>
  within.insertInto('things').values({ name, size })

const names = async () =>
  (await db.selectFrom('things').select('name').orderBy('name').execute()).map(({ name }) => name)

it('reads 64-bit integers and counts as numbers, and refuses what a number cannot hold', async () => {
  await insert(db, 'time', 1_795_339_312_189).execute()
  const row = await db.selectFrom('things').select('size').executeTakeFirst()
  expect(row).toEqual({ size: 1_795_339_312_189 })
  const counted = await db
    .selectFrom('things')
    .select((of) => of.fn.countAll().as('n'))
    .execute()
  expect(counted).toEqual([{ n: 1 }])

  await expect(sql`select 9007199254740993::bigint`.execute(db)).rejects.toThrow(RangeError)
})

it('tells how many rows a statement changed', async () => {
  await insert(db, 'a').execute()
  await insert(db, 'b').execute()
  const changed = await db.updateTable('things').set({ size: 2 }).executeTakeFirst()
  expect(changed.numUpdatedRows).toBe(2n)
})

it('commits what a transaction did, and nothing of one that threw', async () => {
  await db.transaction().execute(async (within) => {
    await insert(within, 'kept').execute()
  })
  const failing = db.transaction().execute(async (within) => {
    await insert(within, 'dropped').execute()
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await db.transaction().execute(async () => undefined)

  expect(await names()).toEqual(['kept'])
})

it('sends statements together, and when one fails none of them stays', async () => {
  await db
    .transaction()
    .execute((within) => inOneTrip(within, [insert(within, 'a'), insert(within, 'b')]))
  expect(await names()).toEqual(['a', 'b'])

  const failing = db
    .transaction()
    .execute((within) =>
      inOneTrip(within, [insert(within, 'c'), insert(within, 'a'), insert(within, 'd')]),
    )
  const error = await failing.catch((reason: unknown) => reason)
  expect(isDuplicate(error)).toBe(true)
  expect(await names()).toEqual(['a', 'b'])
})

it('a transaction of one trip stays whole or not at all, without begin and commit', async () => {
  await transactionInOneTrip(db, [insert(db, 'a'), insert(db, 'b')])
  const failing = transactionInOneTrip(db, [insert(db, 'c'), insert(db, 'a'), insert(db, 'd')])
  expect(isDuplicate(await failing.catch((reason: unknown) => reason))).toBe(true)
  expect(await names()).toEqual(['a', 'b'])
})

it('in one trip each statement sees what those before it did', async () => {
  const count = db.selectFrom('things').select((of) => of.fn.countAll<number>().as('n'))
  const [before, , after] = await transactionInOneTrip(db, [count, insert(db, 'a'), count])
  expect([before, after]).toEqual([[{ n: 0 }], [{ n: 1 }]])
})

it('a statement that failed when it was first prepared works the next time', async () => {
  await db.connection().execute(async (one) => {
    await insert(one, 'a').execute()
    const rename = (from: string, to: string) =>
      one.updateTable('things').set({ name: to }).where('name', '=', from)
    await insert(one, 'b').execute()
    await expect(rename('b', 'a').execute()).rejects.toThrow('duplicate key')
    await rename('b', 'c').execute()
    await rename('c', 'd').execute()
  })
  expect(await names()).toEqual(['a', 'd'])
})

it('refuses an object for a value before anything leaves, and the next statement works', async () => {
  const odd = sql`select ${{ name: 'a' }}`.execute(db)
  await expect(odd).rejects.toThrow('was given an object')
  expect(await names()).toEqual([])
})

it('a fault in a statement is no outage, and the connection stays good', async () => {
  for (let time = 0; time < 12; time++) {
    const error = await sql`select 1 / 0`.execute(db).catch((reason: unknown) => reason)
    expect(error).not.toBeInstanceOf(StoreUnavailable)
  }
  expect(await names()).toEqual([])
})

it('a statement that takes too long is stopped by the server, and nothing of it stays', async () => {
  const from = performance.now()
  const slow = sql`insert into things select 'slow', 1 from pg_sleep(10)`.execute(db)
  await expect(slow).rejects.toBeInstanceOf(StoreUnavailable)
  expect(performance.now() - from).toBeLessThan(2500)
  expect(await names()).toEqual([])
})

it('more work than connections waits its turn, and too long a wait is an outage', async () => {
  const sleep = (seconds: number) => sql`select pg_sleep(${seconds}::float)`.execute(db)
  await Promise.all(Array.from({ length: 50 }, () => sleep(0.01)))

  const blocked = Array.from({ length: 10 }, () => sleep(1.45).catch(() => undefined))
  await expect(sleep(0)).rejects.toBeInstanceOf(StoreUnavailable)
  await Promise.all(blocked)
  await sleep(0)
})

it.each(['begin', 'commit'])(
  'a transaction whose connection dies before %s rejects, and the next one works',
  async (moment) => {
    const kill = async (within: Kysely<Tables>) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(within)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
    }
    // One connection is taken for the victim, another kills it.
    const dying = db.connection().execute(async (one) => {
      if (moment === 'begin') await kill(one)
      await one.transaction().execute(async (within) => {
        await insert(within, 'lost').execute()
        if (moment === 'commit') await kill(within)
      })
    })
    await expect(dying).rejects.toBeInstanceOf(StoreUnavailable)
    await db.transaction().execute((within) => insert(within, 'next').execute())
    expect(await names()).toEqual(['next'])
  },
)
