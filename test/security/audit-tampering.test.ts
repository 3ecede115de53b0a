import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { eraseFromAudit, verifyChain } from '../../src/audit/index.ts'
import { locksRows } from '../../src/platform/database/row-locks.ts'
import { type AuditWorld, openAuditWorld } from '../support/audit-world.ts'

/**
 * Gain (ASVS 16.4.2): who has the database, but not SECRET_KEYS, hides or invents what happened.
 * First the mistakes and shortcuts that the database itself refuses, then what an owner of the
 * database does when nothing refuses any more: one command finds it and names the entry.
 */

const DAY_MS = 86_400_000

/** Ten entries about as many challenges. */
async function tenEntries() {
  const world = await openAuditWorld()
  const entry = (_: unknown, index: number) => ({
    at: world.clock.now() + index,
    about: `ch_${index + 1}`,
    agent: 'kim',
    detail: { attemptsLeft: index },
  })
  await world.append(...Array.from({ length: 10 }, entry))
  return world
}

const run = (world: AuditWorld, statement: string) => sql.raw(statement).execute(world.store)

describe('the database refuses', () => {
  it.each([
    ["update audit_events set detail = '{}' where seq = 3"],
    ["update audit_events set about = '', detail = '{}', agent = null, ip = null, salt = null"],
    ["update audit_events set erased_by = 'x' where seq = 3"],
    ["update audit_events set kind = 'call.moved' where seq = 3"],
    ['update audit_events set at = at - 1 where seq = 3'],
    ["update audit_events set actor = 'somebody' where seq = 3"],
    ["update audit_events set tenant_id = 'acme', id = 'ev_x' where seq = 3"],
    ['update audit_events set seq = null where seq = 3'],
    ['update audit_events set seq = 99 where seq = 3'],
    ["update audit_events set hash = 'x' where seq = 3"],
    ["update audit_events set salt = 'x' where seq = 3"],
    ['delete from audit_events where seq = 3'],
    ['delete from audit_events'],
  ])('%s', async (statement) => {
    const world = await tenEntries()
    await expect(run(world, statement)).rejects.toThrow(/audit event is not (changed|removed)/)
    expect(await world.verify()).toMatchObject({ valid: true, entries: 10 })
  })

  it('to change or remove an event that is not sealed yet', async () => {
    const world = await openAuditWorld()
    const row = { tenant_id: 'acme', at: 1, kind: 'key.created', about: 'a', detail: '{}' }
    await world.store
      .insertInto('audit_events')
      .values({ id: 'ev_1', ...row })
      .execute()
    await expect(run(world, "update audit_events set about = 'b'")).rejects.toThrow('not changed')
    await expect(run(world, "update audit_events set kind = 'b'")).rejects.toThrow('not changed')
    await expect(run(world, 'delete from audit_events')).rejects.toThrow('not removed')
  })

  it('to empty the table', async ({ skip }) => {
    const world = await tenEntries()
    if (!locksRows(world.store)) skip('SQLite knows no truncate')
    await expect(run(world, 'truncate audit_events')).rejects.toThrow('not changed')
  })
})

describe('audit verify names', () => {
  it.each<[string, number, string, string[]]>([
    [
      'a changed kind',
      4,
      'changed',
      ["update audit_events set kind = 'key.revoked' where seq = 4"],
    ],
    ['a changed time', 4, 'changed', ['update audit_events set at = at + 1 where seq = 4']],
    ['an invented actor', 4, 'changed', ["update audit_events set actor = 'key_1' where seq = 4"]],
    ['a changed id', 4, 'changed', ["update audit_events set id = 'ev_forged' where seq = 4"]],
    ['a changed hash', 4, 'changed', ["update audit_events set hash = 'x' where seq = 4"]],
    [
      'another subject',
      4,
      'content-changed',
      ["update audit_events set about = 'ch_9' where seq = 4"],
    ],
    ['another agent', 4, 'content-changed', ["update audit_events set agent = 'x' where seq = 4"]],
    [
      'a changed detail',
      4,
      'content-changed',
      [`update audit_events set detail = '{"attemptsLeft":5}' where seq = 4`],
    ],
    [
      'content that hides behind an erasure',
      4,
      'content-changed',
      ["update audit_events set erased_by = 'x' where seq = 4"],
    ],
    ['a removed entry', 4, 'missing', ['delete from audit_events where seq = 4']],
    [
      'a removed entry whose gap was closed',
      4,
      'changed',
      [
        'delete from audit_events where seq = 4',
        ...[5, 6, 7, 8, 9, 10].map(
          (seq) => `update audit_events set seq = ${seq - 1} where seq = ${seq}`,
        ),
      ],
    ],
    [
      'two entries that changed places',
      4,
      'changed',
      [
        'update audit_events set seq = 99 where seq = 4',
        'update audit_events set seq = 4 where seq = 7',
        'update audit_events set seq = 7 where seq = 99',
      ],
    ],
    ['a cut tail', 9, 'missing', ['delete from audit_events where seq > 8']],
    [
      'a cut tail with the end moved to match',
      8,
      'end-forged',
      [
        'delete from audit_events where seq > 8',
        'update audit_chains set last_seq = 8, last_hash = (select hash from audit_events where seq = 8)',
      ],
    ],
    [
      'a cut head with the beginning moved to match',
      10,
      'end-forged',
      [
        'update audit_chains set first_seq = 4, first_previous = (select hash from audit_events where seq = 3)',
        'delete from audit_events where seq < 4',
      ],
    ],
    ['a removed end', 1, 'end-forged', ['delete from audit_chains']],
    ['a log that is gone', 1, 'gone', ['delete from audit_events', 'delete from audit_chains']],
    [
      'an entry that was put behind the end',
      11,
      'not-ours',
      [
        "insert into audit_events (id, tenant_id, at, kind, about, detail, seq, digest, hash) values ('ev_x', 'acme', 1, 'key.created', 'k', '{}', 11, 'd', 'h')",
      ],
    ],
    [
      'content taken away in the name of retention',
      4,
      'content-taken',
      [
        "update audit_events set about = '', detail = '{}', agent = null, salt = null, erased_by = 'retention' where seq = 4",
      ],
    ],
    [
      'content taken away in the name of an erasure that was none',
      4,
      'content-taken',
      [
        "update audit_events set about = '', detail = '{}', agent = null, salt = null, erased_by = (select id from audit_events where seq = 6) where seq = 4",
      ],
    ],
  ])('%s', async (_what, seq, fault, statements) => {
    const world = await tenEntries()
    await world.dropTriggers()
    for (const statement of statements) await run(world, statement)
    expect(await world.verify()).toMatchObject({ valid: false, broken: { seq, fault } })
  })

  it('more content taken away than the erasure says it took', async () => {
    const world = await tenEntries()
    const { store, tenantId, clock } = world
    await store
      .transaction()
      .execute((within) =>
        eraseFromAudit(within, { tenantId, abouts: ['ch_2', 'ch_3'], at: clock.now() }),
      )
    await world.append({ about: 'ch_12' })
    expect(await world.verify()).toMatchObject({ valid: true, entries: 12 })

    await world.dropTriggers()
    await run(
      world,
      "update audit_events set about = '', detail = '{}', agent = null, salt = null, erased_by = (select id from audit_events where seq = 11) where seq = 7",
    )
    expect(await world.verify()).toMatchObject({ broken: { seq: 2, fault: 'content-taken' } })
  })

  it.each([
    ['a call that is not old yet', { kind: 'call.moved', age: 80 * DAY_MS }],
    ['an old entry that is about no call', { kind: 'factor.removed', age: 200 * DAY_MS }],
  ] as const)('content taken away in the name of retention: %s', async (_what, { kind, age }) => {
    const world = await openAuditWorld()
    await world.append({ kind, at: world.clock.now() - age })
    // The database lets it through: it looks like the real thing.
    await run(
      world,
      "update audit_events set about = '', detail = '{}', salt = null, erased_by = 'retention'",
    )
    expect(await world.verify()).toMatchObject({ broken: { seq: 1, fault: 'content-taken' } })
  })

  it('a whole older state that was put back, to whoever noted a later entry', async () => {
    const world = await tenEntries()
    const { store, tenantId } = world
    const older = await store.selectFrom('audit_chains').selectAll().executeTakeFirstOrThrow()
    await world.append({ kind: 'factor.removed' })
    const { lastSeq: seq, hash } = await world.verify()

    await world.dropTriggers()
    await run(world, 'delete from audit_events where seq > 10')
    await store.updateTable('audit_chains').set(older).execute()
    expect(await world.verify()).toMatchObject({ valid: true })
    expect(await verifyChain(world, tenantId, { seq, hash })).toMatchObject({
      broken: { seq: 11, fault: 'missing' },
    })
    await world.append({ kind: 'factor.added' })
    expect(await verifyChain(world, tenantId, { seq, hash })).toMatchObject({
      broken: { seq: 11, fault: 'not-the-noted' },
    })
  })
})

it('nothing is added to a chain whose end somebody moved, and other tenants go on', async () => {
  const world = await tenEntries()
  await world.dropTriggers()
  await run(world, 'delete from audit_events where seq = 10')
  await run(
    world,
    'update audit_chains set last_seq = 9, last_hash = (select hash from audit_events where seq = 9)',
  )
  await world.store
    .insertInto('tenants')
    .values({ id: 'other', name: 'Other', policy: '{}', created_at: 0 })
    .execute()
  await world.append({ kind: 'key.created' }, { tenantId: 'other' })
  expect(await world.verify()).toMatchObject({ unsealed: 1, lastSeq: 9, valid: false })
  expect(await verifyChain(world, 'other')).toMatchObject({ unsealed: 0, entries: 1, valid: true })
})

it('what was erased cannot be guessed back from its digest', async () => {
  const world = await tenEntries()
  const { store, tenantId, clock } = world
  const erasure = { tenantId, abouts: ['ch_2'], at: clock.now() + DAY_MS }
  await store.transaction().execute((within) => eraseFromAudit(within, erasure))
  const row = await store
    .selectFrom('audit_events')
    .selectAll()
    .where('seq', '=', 2)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ salt: null, about: '', detail: '{}', agent: null })
  expect(row.digest).toMatch(/^[0-9a-f]{64}$/)
})
