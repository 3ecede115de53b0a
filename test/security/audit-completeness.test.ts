import { expect, it } from 'vitest'
import { lockLog } from '../../src/audit/chain.ts'
import {
  type AuditEvent,
  createSealer,
  recordEvents,
  type SealedEvent,
  sealEvents,
} from '../../src/audit/index.ts'
import { locksRows } from '../../src/platform/database/row-locks.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Store } from '../../src/store/index.ts'
import { openAuditWorld } from '../support/audit-world.ts'
import { eventually } from '../support/eventually.ts'

/**
 * Gain: an act that leaves no trace, because it came at a bad moment: while several instances seal at
 * once, or from a transaction that began before others were sealed and committed after.
 */

const event = (about: string): AuditEvent => ({
  ...{ tenantId: 'acme', at: Date.now(), kind: 'challenge.approved', about },
})

const seqs = (store: Store) =>
  store
    .selectFrom('audit_events')
    .select(['seq', 'about'])
    .where('tenant_id', '=', 'acme')
    .orderBy('seq')
    .execute()

it('three sealers at once while others append: every event once, without a gap', async () => {
  const world = await openAuditWorld()
  const { store } = world
  // The embedded database is for one instance.
  const isShared = locksRows(store)
  const instances = [store, isShared ? await world.connect() : store, store]
  let isOver = false
  const sealing = instances.map(async (store) => {
    let entries = 0
    while (!isOver) entries += (await sealEvents({ ...world, store })).events.length
    return entries
  })
  const appending = instances.flatMap((store, instance) =>
    Array.from({ length: 10 }, async (_, turn) => {
      for (let round = 0; round < 10; round++)
        await recordEvents(store, [event(`${instance}.${turn}.${round}`), event('second')])
    }),
  )
  await Promise.all(appending)
  await eventually(
    () => world.verify(),
    ({ unsealed }) => unsealed === 0,
  )
  isOver = true
  const counts = await Promise.all(sealing)

  const rows = await seqs(world.store)
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 600 }, (_, index) => index + 1))
  expect(counts.reduce((sum, count) => sum + count)).toBe(600)
  expect(new Set(rows.map(({ about }) => about)).size).toBe(301)
  expect(await world.verify()).toMatchObject({ valid: true, entries: 600 })
})

it('an event whose transaction commits late gets its place all the same', async ({ skip }) => {
  const world = await openAuditWorld()
  if (!locksRows(world.store)) skip('SQLite has one writer: nobody appends meanwhile')
  const other = await world.connect()
  await other.transaction().execute(async (within) => {
    await recordEvents(within, [{ ...event('late'), at: 1 }])
    await world.append({ about: 'early' }, { about: 'earlier' })
    expect(await world.verify()).toMatchObject({ valid: true, entries: 2, unsealed: 0 })
  })
  await sealEvents(world)
  expect((await seqs(world.store)).at(-1)).toEqual({ seq: 3, about: 'late' })
  expect(await world.verify()).toMatchObject({ valid: true, entries: 3 })
})

it('who appends never waits for who seals', async ({ skip }) => {
  const world = await openAuditWorld()
  if (!locksRows(world.store)) skip('SQLite has one writer')
  const other = await world.connect()
  await other.transaction().execute(async (within) => {
    expect(await lockLog(within, 'acme')).toBe(true)
    // Would end with the statement timeout, and fail, if it waited.
    await recordEvents(world.store, [event('meanwhile')])
    expect(await sealEvents(world)).toEqual({ events: [], broken: [] })
  })
  const { events, broken } = await sealEvents(world)
  expect([events.length, broken]).toEqual([1, []])
})

it('a running sealer seals within a second, and outlives a database that is away', async () => {
  const world = await openAuditWorld()
  const told: SealedEvent[] = []
  const onSealed = (events: readonly SealedEvent[]) => void told.push(...events)
  const sealer = createSealer({ ...world, log: createLog('silent'), onSealed })
  sealer.start()
  for (let round = 0; round < 3; round++) {
    await recordEvents(world.store, [event(`ch_${round}`)])
    const began = performance.now()
    await eventually(
      () => world.verify(),
      ({ unsealed }) => unsealed === 0,
    )
    expect(performance.now() - began).toBeLessThan(1000)
  }
  await sealer.stop()
  expect(told).toHaveLength(3)

  const away = await world.connect()
  await away.destroy()
  const failing = createSealer({ ...world, store: away, log: createLog('silent'), onSealed })
  await failing.seal()
  await failing.stop()
})

it('a backlog of thousands is sealed in one go', async () => {
  const world = await openAuditWorld()
  for (let batch = 0; batch < 10; batch++)
    await recordEvents(
      world.store,
      Array.from({ length: 300 }, (_, index) => event(`${batch}.${index}`)),
    )
  const { events, broken } = await sealEvents(world)
  expect([events.length, broken]).toEqual([3000, []])
  expect(await world.verify()).toMatchObject({ valid: true, entries: 3000, unsealed: 0 })
})
