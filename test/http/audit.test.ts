import { request as ask } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digestContent, GENESIS, hashEntry } from '../../src/audit/entry-hash.ts'
import { auditRoutes, recordEvents, sealEvents } from '../../src/audit/index.ts'
import { createServer } from '../../src/platform/http/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { type AuditWorld, openAuditWorld } from '../support/audit-world.ts'
import type { Json } from '../support/test-service.ts'

let world: AuditWorld
let app: ReturnType<typeof createServer>
let home: string

beforeEach(async () => {
  world = await openAuditWorld()
  const publicUrl = new URL('http://localhost')
  app = createServer({ log: createLog('silent'), publicUrl, trustedProxies: [] })
  const readerOf = () => ({ tenantId: 'acme', actor: 'key_reader' })
  await app.register(auditRoutes, { ...world, readerOf, prefix: '/v1' })
  home = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => app.close())

async function read(query = '') {
  const response = await fetch(`${home}/v1/audit${query}`)
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  const lines: Json[] = type.includes('ndjson')
    ? text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []
  return { status: response.status, type, text, lines }
}

const seqsOf = ({ lines }: { lines: Json[] }) => lines.map(({ seq }) => seq)

/** Entries a minute apart, beginning at the epoch plus a day. */
const at = (minute: number) => 86_400_000 + minute * 60_000
const minutes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ at: at(index + 1), about: `ch_${index + 1}` }))

it('200: entries as JSON lines, in the order of the chain, with all that they say', async () => {
  await world.append({
    ...{ kind: 'reset.requested', about: 're_1', actor: 'key_1', agent: 'kim', ip: 'hash' },
    ...{ at: at(0), detail: { reason: 'lost "phone"\r\nnew line' } },
  })
  const { status, type, text, lines } = await read()
  expect({ status, type }).toEqual({ status: 200, type: 'application/x-ndjson; charset=utf-8' })
  expect(text.match(/\n/g)).toHaveLength(1)
  expect(lines).toEqual([
    {
      ...{ seq: 1, id: expect.stringMatching(/^ev_/), at: '1970-01-02T00:00:00.000Z' },
      ...{ kind: 'reset.requested', actor: 'key_1', about: 're_1', agent: 'kim', ip: 'hash' },
      ...{ detail: { reason: 'lost "phone"\r\nnew line' }, erasedBy: null },
      ...{ salt: expect.any(String), digest: expect.any(String), hash: expect.any(String) },
    },
  ])
})

it('200: what was sent can be checked without us', async () => {
  await world.append(...minutes(20), {
    kind: 'call.moved',
    detail: { to: 'ringing', reason: null },
  })
  let previous = GENESIS
  for (const line of (await read()).lines) {
    const content = { ...line, detail: JSON.stringify(line.detail) }
    expect(digestContent(line.salt, content)).toBe(line.digest)
    const entry = { ...line, tenant_id: 'acme', at: Date.parse(line.at) }
    expect(hashEntry(previous, entry)).toBe(line.hash)
    previous = line.hash
  }
})

it('200: goes on after the entry that the reader has, and never sends another tenant’s', async () => {
  await world.store
    .insertInto('tenants')
    .values({ id: 'other', name: 'Other', policy: '{}', created_at: 0 })
    .execute()
  await world.append(...minutes(3), { tenantId: 'other', about: 'ch_other' })
  expect(seqsOf(await read('?after=1'))).toEqual([2, 3])
  await sealEvents(world)
  expect(seqsOf(await read('?after=3'))).toEqual([4])
  expect((await read()).text).not.toContain('ch_other')
  expect(await read('?after=999999')).toMatchObject({ status: 200, text: '' })
})

it('200: of a time, both ends included, however late an entry was sealed', async () => {
  await world.append(...minutes(10))
  await world.append({ at: at(4), about: 'late' })
  const time = (minute: number) => new Date(at(minute)).toISOString()
  expect(seqsOf(await read(`?from=${time(4)}&to=${time(6)}`))).toEqual([4, 5, 6, 11])
  expect(seqsOf(await read(`?from=${time(9)}&to=${time(20)}`))).toEqual([9, 10])
  expect(seqsOf(await read(`?from=${time(4)}&to=${time(6)}&after=5`))).toEqual([6, 11])
  expect(seqsOf(await read(`?from=${time(6)}&to=${time(4)}`))).toEqual([])
  expect(seqsOf(await read(`?to=${time(2)}`))).toEqual([1, 2])
  expect(seqsOf(await read(`?from=${time(-90)}&to=${time(1)}`))).toEqual([1])
})

it('200: reading is an entry of its own, but not one that feeds itself', async () => {
  await world.append(...minutes(2))
  await read()
  await sealEvents(world)
  const second = await read('?after=2')
  expect(second.lines).toMatchObject([
    { seq: 3, kind: 'audit.exported', actor: 'key_reader', detail: { after: 0 } },
  ])
  await sealEvents(world)
  expect((await read('?after=3')).lines).toEqual([])
})

it('200: many pages, one after the other', async () => {
  for (let batch = 0; batch < 4; batch++)
    await recordEvents(
      world.store,
      Array.from({ length: 400 }, () => ({
        ...{ tenantId: 'acme', at: 1, kind: 'challenge.opened' as const, about: 'ch' },
      })),
    )
  await sealEvents(world)
  expect(seqsOf(await read())).toEqual(Array.from({ length: 1600 }, (_, index) => index + 1))
})

it('a reader that goes away in the middle harms nobody', async () => {
  await world.append(...minutes(5))
  await new Promise<void>((resolve) => {
    const asked = ask(`${home}/v1/audit`, (answer) => {
      answer.once('data', () => asked.destroy()).on('error', () => {})
      answer.on('close', resolve)
    })
    asked.on('error', () => {}).end()
  })
  expect(seqsOf(await read())).toHaveLength(5)
})

it.each([
  '?after=x',
  '?after=-1',
  '?from=yesterday',
  '?to=2026-13-01',
  '?unknown=1',
  '?after=1&after=2',
])('400: %s', async (query) => {
  expect((await read(query)).status).toBe(400)
})
