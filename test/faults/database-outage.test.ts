import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { limitsWithoutCalls } from '../support/limits-without-calls.ts'
import { asAdmin, type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { type Answer, startTestService, type TestService } from '../support/test-service.ts'

/** Gain: none; what is promised to a panel whose service has lost its database. */

const ANSWERED_WITHIN_MS = 3000
const WHOLE_WITHIN_MS = 5000

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

async function startOnPostgres() {
  const databaseUrl = await server.createDatabase()
  const secretKeys = `test:${randomBytes(32).toString('base64')}`
  const env = { DATABASE_URL: databaseUrl, SECRET_KEYS: secretKeys, REDIS_URL: '' }
  const parts = { limits: limitsWithoutCalls }
  return { service: await startTestService({ env, parts }), databaseUrl }
}

let numbers = 0
const nextNumber = () => `06${String(20_000_000 + numbers++)}`

const start = ({ post }: TestService, headers = {}) =>
  post('/v1/challenges', { to: nextNumber() }, headers)

async function timed(act: Promise<Answer>) {
  const from = performance.now()
  const { status, headers, body } = await act
  return {
    status,
    code: body.code,
    retry: headers.get('retry-after'),
    ms: performance.now() - from,
  }
}

const unavailable = {
  status: 503,
  code: 'store-unavailable',
  retry: expect.stringMatching(/^\d+$/),
}

/** Every route that needs the database, all at once and more often than there are connections. */
async function expectUnavailable(service: TestService, id: string, code: string) {
  const asked = Array.from({ length: 5 }, () => [
    start(service),
    start(service, { 'idempotency-key': randomBytes(8).toString('hex') }),
    service.get(`/v1/challenges/${id}`),
    service.post(`/v1/challenges/${id}/verify`, { code }),
    service.post(`/v1/challenges/${id}/resend`),
    service.post(`/v1/challenges/${id}/cancel`),
  ]).flat()
  for (const answer of await Promise.all(asked.map(timed))) {
    expect(answer).toMatchObject(unavailable)
    expect(answer.ms).toBeLessThan(ANSWERED_WITHIN_MS)
  }
}

async function expectWhole(service: TestService) {
  await eventually(
    () => start(service).then(({ status }) => status),
    (status) => status === 201,
    WHOLE_WITHIN_MS,
  )
  expect((await service.get('/readyz')).status).toBe(200)
}

const callsMade = async ({ store }: TestService) =>
  (await store.selectFrom('calls').select('id').execute()).length

const challengeIn = async ({ store }: TestService, id: string) =>
  store.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

interface Outage {
  begin(databaseUrl: string): Promise<unknown>
  end(databaseUrl: string): Promise<unknown>
}

/** To a database of the same name that holds nothing, as after a restore that went wrong. */
async function exchangeForEmpty(databaseUrl: string) {
  const name = nameOf(databaseUrl)
  await asAdmin(server.adminUrl, `alter database ${name} allow_connections false`)
  await cutConnections(databaseUrl)
  await eventually(
    () =>
      asAdmin(server.adminUrl, `alter database ${name} rename to ${name}_kept`).then(
        () => true,
        () => false,
      ),
    Boolean,
  )
  await asAdmin(server.adminUrl, `create database ${name}`)
}

async function exchangeBack(databaseUrl: string) {
  const name = nameOf(databaseUrl)
  await asAdmin(server.adminUrl, `drop database ${name} with (force)`)
  await asAdmin(server.adminUrl, `alter database ${name}_kept rename to ${name}`)
  await asAdmin(server.adminUrl, `alter database ${name} allow_connections true`)
}

async function cutConnections(databaseUrl: string) {
  const name = nameOf(databaseUrl)
  await asAdmin(
    server.adminUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  )
}

const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1)

let holder: pg.Client | null = null

async function lockTables(databaseUrl: string) {
  holder = new pg.Client({ connectionString: databaseUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('lock table api_keys, challenges, calls in access exclusive mode')
}

async function unlockTables() {
  await holder?.end()
}

function embeddedUrl() {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return `file:${folder}/belcode.db`
}

const outages: readonly [string, Outage][] = [
  ['shut down', { begin: () => server.shutDown(), end: () => server.startAgain() }],
  ['hanging', { begin: async () => server.pause(), end: async () => server.resume() }],
  ['restarted empty', { begin: exchangeForEmpty, end: exchangeBack }],
  ['locked by somebody else', { begin: lockTables, end: unlockTables }],
]

describe.each(outages)('PostgreSQL %s', (_name, outage) => {
  it('503 within 3 s, no call and no approval; whole again without a restart', async () => {
    const { service, databaseUrl } = await startOnPostgres()
    const { body } = await start(service)
    const code = await codeOf(service, body.id)
    const made = await callsMade(service)

    await outage.begin(databaseUrl)
    try {
      await expectUnavailable(service, body.id, code)
    } finally {
      await outage.end(databaseUrl)
    }
    await expectWhole(service)

    expect(await callsMade(service)).toBe(made + 1)
    expect((await challengeIn(service, body.id)).status).toBe('open')
    const verified = await service.post(`/v1/challenges/${body.id}/verify`, { code })
    expect(verified.status).toBe(200)
  })
})

it('what was asked in vain with an idempotency key can be asked again', async () => {
  const { service, databaseUrl } = await startOnPostgres()
  const body = { to: nextNumber() }
  const ask = () => service.post('/v1/challenges', body, { 'idempotency-key': 'again' })
  // The claim is written, and then nothing more is.
  await asAdmin(databaseUrl, 'alter table challenges rename to gone')
  expect((await ask()).status).toBe(503)
  await asAdmin(databaseUrl, 'alter table gone rename to challenges')

  const answer = await eventually(ask, ({ status }) => status === 201, WHOLE_WITHIN_MS)
  expect((await ask()).text).toBe(answer.text)
  expect(await callsMade(service)).toBe(1)
})

it('connections that are cut off all the time: each start is done whole or not at all', async () => {
  const { service, databaseUrl } = await startOnPostgres()
  const answers: number[] = []
  for (let round = 0; round < 30; round++) {
    const starts = Array.from({ length: 8 }, () => start(service))
    await cutConnections(databaseUrl)
    answers.push(...(await Promise.all(starts)).map(({ status }) => status))
    service.clock.advance(600_000)
  }
  await expectWhole(service)

  expect(answers.filter((status) => status === 503).length).toBeGreaterThan(0)
  expect(answers.filter((status) => status === 201).length).toBeGreaterThan(0)
  expect(answers.filter((status) => ![201, 429, 503].includes(status))).toEqual([])
  const rows = await service.store
    .selectFrom('challenges')
    .leftJoin('calls', 'calls.made_for', 'challenges.id')
    .leftJoin('audit_events', 'audit_events.about', 'challenges.id')
    .select(['challenges.id', 'calls.id as call_id', 'audit_events.id as event_id'])
    .where((or) => or.or([or('calls.id', 'is', null), or('audit_events.id', 'is', null)]))
    .execute()
  expect(rows).toEqual([])
  expect(await callsMade(service)).toBeGreaterThanOrEqual(
    answers.filter((status) => status === 201).length,
  )
})

it('the embedded database, locked by another process: 503, and whole when it lets go', async () => {
  const service = await startTestService({ env: { DATABASE_URL: embeddedUrl(), REDIS_URL: '' } })
  const { body } = await start(service)
  const other = new DatabaseSync(service.config.databaseUrl.slice('file:'.length))
  other.exec('pragma busy_timeout = 5000; begin exclusive')
  try {
    const answer = await timed(start(service))
    expect(answer).toMatchObject(unavailable)
    expect(answer.ms).toBeLessThan(ANSWERED_WITHIN_MS)
  } finally {
    other.exec('rollback')
    other.close()
  }
  await expectWhole(service)
  expect((await service.get(`/v1/challenges/${body.id}`)).body.status).toBe('open')
})
