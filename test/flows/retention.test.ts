import { expect, it } from 'vitest'
import {
  eraseFromAudit,
  forgetOld,
  openAuditKey,
  sealEvents,
  verifyChain,
} from '../../src/audit/index.ts'
import { maskNumber, parseNumber } from '../../src/calls/index.ts'
import { forgetFinished } from '../../src/challenges/index.ts'
import { localKeys } from '../../src/local-secrets.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import type { Store, Tables } from '../../src/store/index.ts'
import { callIs, NUMBER, open, read } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ADDRESS = '203.0.113.77'

/** What is done every hour and every half second, done now. */
async function keepLog({ store, clock, config }: TestService) {
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  const parts = { store, clock, auditKey: await openAuditKey(store, keyring) }
  return {
    parts,
    async tidy() {
      await whenFree(() => sealEvents(parts))
      await whenFree(() => forgetFinished(parts))
      await whenFree(() => forgetOld(parts))
    },
    verify: () => verifyChain(parts, 'demo'),
  }
}

/** The embedded database has one writer, and here the service is another one. */
async function whenFree<T>(act: () => Promise<T>): Promise<T> {
  const answer = await eventually(
    () => act().catch((error: unknown) => error),
    (result) => !(result instanceof StoreUnavailable),
  )
  if (answer instanceof Error) throw answer
  return answer as T
}

/** A login that went well, one that was reported, and one that nobody answered in time. */
async function threeLogins(service: TestService) {
  const phone = service.phones.phone(NUMBER)
  const body = { context: { ip: ADDRESS } }
  await phone.behave('answers-and-presses-what-is-asked')
  const approved = await open(service, body)
  await callIs(service, approved.id, 'completed')
  await service.post(`/v1/challenges/${approved.id}/verify`, {
    code: await codeOf(service, approved.id),
  })
  const other = await open(service, { ...body, to: '06 87654321' })
  const code = wrongCodeFor(await codeOf(service, other.id))
  await service.post(`/v1/challenges/${other.id}/verify`, { code })
  service.clock.advance(HOUR_MS)
  await service.service.tidy()
  await phone.behave('not-me')
  const reported = await open(service, body)
  await callIs(service, reported.id, 'reported')
  await phone.waitForEnd()
  return [approved, other, reported].map(({ id }) => id as string)
}

async function textsOf(store: Store, except = '') {
  const all = await store.introspection.getTables()
  const tables = all.filter(({ name }) => name !== except)
  const rows = tables.map(({ name }) =>
    store
      .selectFrom(name as keyof Tables)
      .selectAll()
      .execute(),
  )
  return JSON.stringify(await Promise.all(rows))
}

it('a day after its end nothing says which number a challenge was about, and limits still hold', async () => {
  const service = await startTestService()
  const { store, clock } = service
  const { tidy } = await keepLog(service)
  const ids = await threeLogins(service)
  const sealed = await store.selectFrom('challenges').select(['to_sealed', 'ip_subjects']).execute()
  const addresses = sealed.flatMap(({ ip_subjects }) =>
    Object.values(JSON.parse(ip_subjects) ?? {}).filter((hash) => hash !== null),
  )
  const parsed = parseNumber(NUMBER)
  const masked = 'number' in parsed ? maskNumber(parsed.number) : ''
  const before = await textsOf(store)
  expect(addresses.length).toBeGreaterThan(0)
  for (const trace of [...addresses, masked]) expect(before).toContain(trace)

  clock.advance(22 * HOUR_MS)
  await tidy()
  expect((await read(service, ids[0] ?? '')).to).toBe(masked)
  clock.advance(3 * HOUR_MS)
  await tidy()

  const after = await textsOf(store)
  for (const trace of [masked, ...sealed.map(({ to_sealed }) => to_sealed)])
    expect(after).not.toContain(trace)
  // Keyed hashes of addresses stay for a month where limits are tried on them, and nowhere else.
  const elsewhere = await textsOf(store, 'decisions')
  for (const address of addresses) expect(elsewhere).not.toContain(address)
  const rows = await store
    .selectFrom('challenges')
    .select([
      ...(['to_sealed', 'to_masked', 'ip_subjects', 'context_sealed'] as const),
      ...(['code_digest', 'code_sealed'] as const),
    ])
    .execute()
  const nothing = { to_sealed: '', to_masked: '', ip_subjects: 'null', context_sealed: null }
  expect(rows).toEqual(Array(3).fill({ ...nothing, code_digest: null, code_sealed: null }))
  const calls = await store.selectFrom('calls').select('to_sealed').execute()
  expect(calls.map(({ to_sealed }) => to_sealed)).toEqual(['', '', ''])
  // Its one wrong code still counts for 30 days, as do approvals.
  expect(await read(service, ids[1] ?? '')).toMatchObject({ attemptsLeft: 4, status: 'expired' })
  expect(await read(service, ids[0] ?? '')).toMatchObject({ status: 'approved', to: '' })
})

it('one that is open, or ended an hour ago, keeps what it needs', async () => {
  const service = await startTestService()
  const { tidy } = await keepLog(service)
  const { id } = await open(service, { context: { ip: ADDRESS } })
  await tidy()
  expect((await read(service, id)).to).not.toBe('')
  await service.post(`/v1/challenges/${id}/cancel`)
  service.clock.advance(HOUR_MS)
  await tidy()
  expect(await read(service, id)).toMatchObject({ status: 'cancelled', to: '+31 6 •••• ••78' })
})

it('90 days: challenges go with their calls; 12 months: entries go; the log stays whole', async () => {
  const service = await startTestService()
  const { store, clock } = service
  const { tidy, verify } = await keepLog(service)
  await threeLogins(service)
  const countOf = async (table: 'challenges' | 'calls' | 'stops' | 'audit_events') =>
    (await store.selectFrom(table).selectAll().execute()).length
  await tidy()
  const entries = await countOf('audit_events')
  expect(await countOf('stops')).toBe(1)

  clock.advance(89 * DAY_MS)
  await tidy()
  expect([await countOf('challenges'), await countOf('calls')]).toEqual([3, 3])
  const moves = store.selectFrom('audit_events').selectAll().where('kind', '=', 'call.moved')
  const detailed = await moves.where('erased_by', 'is', null).execute()
  expect(detailed.length).toBeGreaterThan(5)

  clock.advance(2 * DAY_MS)
  await tidy()
  expect([await countOf('challenges'), await countOf('calls'), await countOf('stops')]).toEqual([
    0, 0, 0,
  ])
  for (const row of await moves.execute())
    expect(row).toMatchObject({ about: '', detail: '{}', salt: null, erased_by: 'retention' })
  expect(await countOf('audit_events')).toBe(entries)
  expect(await verify()).toMatchObject({ valid: true, entries, firstSeq: 1 })

  clock.advance(280 * DAY_MS)
  const lone = await open(service)
  await tidy()
  expect(await verify()).toMatchObject({ valid: true, firstSeq: entries + 1 })
  const older = store.selectFrom('audit_events').selectAll().where('seq', '<=', entries)
  expect(await older.execute()).toEqual([])
  expect(await textsOf(store)).toContain(lone.id)
})

it('erasing one person leaves no residue in the log, and the log whole', async () => {
  const service = await startTestService()
  const { store, clock } = service
  const { parts, tidy, verify } = await keepLog(service)
  const ids = await threeLogins(service)
  await tidy()
  const { number_subject: numberSubject } = await store
    .selectFrom('challenges')
    .select('number_subject')
    .where('id', '=', ids[0] ?? '')
    .executeTakeFirstOrThrow()
  const calls = await store
    .selectFrom('calls')
    .select('id')
    .where('number_subject', '=', numberSubject)
    .execute()
  const abouts = [ids[0] ?? '', ids[2] ?? '', ...calls.map(({ id }) => id)]
  // Some of what the log says of them has not been sealed yet.
  clock.advance(25 * HOUR_MS)
  await open(service)

  const before = await textsOf(store)
  expect(before).toContain(`"${numberSubject}"`)
  const erasure = { tenantId: 'demo', abouts, mentions: [numberSubject], at: clock.now() }
  const erase = () =>
    store
      .transaction()
      .execute((within) => eraseFromAudit(within, { ...erasure, by: { actor: 'key_1' } }))
  const count = await whenFree(erase)
  expect(count).toBeGreaterThan(10)

  const log = JSON.stringify(await store.selectFrom('audit_events').selectAll().execute())
  for (const trace of [numberSubject, ...abouts]) expect(log).not.toContain(trace)
  expect(log).toContain(ids[1])
  await whenFree(() => sealEvents(parts))
  expect(await verify()).toMatchObject({ valid: true })
  const erased = await store
    .selectFrom('audit_events')
    .selectAll()
    .where('kind', '=', 'audit.erased')
    .executeTakeFirstOrThrow()
  expect(erased).toMatchObject({ actor: 'key_1', about: 'demo', erased_by: null })

  // Once more finds nothing, and leaves no entry that says so.
  expect(await whenFree(erase)).toBe(0)
})
