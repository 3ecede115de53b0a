import { beforeEach, expect, it, vi } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import { openAuditKey, recordEvents, sealEvents } from '../../src/audit/index.ts'
import { commands, UsageError } from '../../src/cli/index.ts'
import { parseMasterKeys } from '../../src/config.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { type AuditWorld, openAuditWorld } from '../support/audit-world.ts'

/** What an auditor types. */

const SECRET_KEYS = `first:${Buffer.alloc(32, 1).toString('base64')}`
let world: AuditWorld

beforeEach(async () => {
  world = await openAuditWorld()
  const { store } = world
  // Its key is that of the settings below.
  await store.deleteFrom('data_keys').execute()
  const auditKey = await openAuditKey(store, createKeyring(parseMasterKeys(SECRET_KEYS)))
  world = { ...world, auditKey }
  await createTenant(store, { id: 'other', name: 'Other' })
  await recordEvents(
    store,
    Array.from({ length: 10 }, (_, index) => ({
      ...{ tenantId: 'acme', at: Date.UTC(2026, 0, index + 1), kind: 'challenge.opened' as const },
      about: `ch_${index + 1}`,
    })),
  )
  await sealEvents(world)
})

/** As `src/cli.ts` does it, without a process for each. */
async function belcode(name: 'audit' | 'keys', ...words: string[]) {
  let out = ''
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    out += String(text)
    const done = rest.at(-1)
    if (typeof done === 'function') process.nextTick(done)
    return true
  })
  const env = { DATABASE_URL: world.url, SECRET_KEYS }
  try {
    return { code: (await commands[name]?.run(words, env)) ?? 0, out, error: '' }
  } catch (error) {
    return { code: error instanceof UsageError ? 2 : 1, out, error: (error as Error).message }
  } finally {
    written.mockRestore()
  }
}

it('audit verify: says that each log is whole, and what to note', async () => {
  const all = await belcode('audit', 'verify')
  expect(all).toMatchObject({ code: 0, error: '' })
  expect(all.out).toMatch(/^acme\twhole: 10 entries; to be noted: 10:[0-9a-f]{64}$/m)
  expect(all.out).toMatch(/^other\twhole: 1 entries/m)

  const noted = /noted: (10:\S+)/.exec(all.out)?.[1] ?? ''
  expect(await belcode('audit', 'verify', 'acme', '--noted', noted)).toMatchObject({ code: 0 })
  const other = `10:${'0'.repeat(64)}`
  const replaced = await belcode('audit', 'verify', 'acme', '--noted', other)
  expect(replaced).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at entry 10') })
})

it('audit verify: exits with 1 and names the first broken entry', async () => {
  await world.dropTriggers()
  await world.store
    .updateTable('audit_events')
    .set({ about: 'ch_forged' })
    .where('seq', '=', 7)
    .execute()
  const words = await belcode('audit', 'verify')
  expect(words.code).toBe(1)
  expect(words.out).toMatch(
    /^acme\tBROKEN at entry 7 \(ev_[0-9a-f]{40}\): what it says was changed$/m,
  )
  expect(words.out).toMatch(/^other\twhole/m)

  const { code, out } = await belcode('audit', 'verify', 'acme', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject([
    { tenantId: 'acme', valid: false, broken: { seq: 7, fault: 'content-changed' } },
  ])
  expect(await belcode('audit', 'verify', 'other')).toMatchObject({ code: 0 })
  expect(await belcode('audit', 'verify', 'nobody')).toMatchObject({
    ...{ code: 1, error: 'There is no tenant nobody' },
  })
})

it('audit export: JSON lines of a time, and an entry that says so', async () => {
  const { code, out } = await belcode(
    'audit',
    ...['export', 'acme', '--from', '2026-01-03', '--to', '2026-01-05T00:00:00Z'],
  )
  expect(code).toBe(0)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ about }) => about)).toEqual(['ch_3', 'ch_4', 'ch_5'])

  await sealEvents(world)
  const last = (await belcode('audit', 'export', 'acme')).out.trim().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({ kind: 'audit.exported', actor: 'cli', seq: 11 })
  expect(await belcode('audit', 'export', 'acme', '--from', 'noon')).toMatchObject({ code: 2 })
})

it('keys rotate-signing: publishes a key, says when it signs, and tells every tenant', async () => {
  await createTenant(world.store, { id: 'third', name: 'Third' })
  const first = await belcode('keys', 'rotate-signing')
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^published sk_\S+; it signs from 20/),
  })
  const again = await belcode('keys', 'rotate-signing')
  expect(again.code).toBe(0)
  expect(await belcode('keys', 'rotate-signing')).toMatchObject({
    ...{ code: 1, out: expect.stringContaining('published already') },
  })
  const events = await world.store
    .selectFrom('audit_events')
    .select('tenant_id')
    .where('kind', '=', 'keys.rotated')
    .execute()
  expect(events).toHaveLength(6)
})
