import { Errors } from 'typebox/value'
import { expect, it } from 'vitest'
import { createTenant, defaultPolicy, readPolicy } from '../../src/accounts/index.ts'
import { forecast } from '../../src/enrolment/forecast.ts'
import { forecastToCsv } from '../../src/enrolment/forecast-csv.ts'
import { ForecastAnswer } from '../../src/enrolment/forecast-schemas.ts'
import type { Store } from '../../src/store/index.ts'
import { startPolicyApp } from '../support/policy-app.ts'

const enforceAt = '2099-07-19T00:00:00.000Z'
const before = '2099-07-18T23:59:59.999Z'
const extended = Date.parse('2099-08-01T00:00:00Z')

interface Person {
  readonly id: string
  readonly role?: string
  readonly extensionUntil?: number
  /** Such as `app`, `totp pending` or `voice disabled`. */
  readonly factors?: readonly string[]
}

async function enrol(store: Store, people: readonly Person[], tenant_id = 'demo') {
  const users = people.map(({ id, role = 'user', extensionUntil = null }) => ({
    ...{ tenant_id, id, role, person_sealed: 'x', locale: null, created_at: 0 },
    extension_until: extensionUntil,
  }))
  const factors = people.flatMap(({ id, factors = [] }) =>
    factors.map((text, position) => {
      const [method = '', state] = text.split(' ')
      return {
        ...{ id: `fa_${tenant_id}_${id}_${position}`, tenant_id, user_id: id, method, position },
        ...{ label: '', shown: '', created_at: 0, expires_at: 0, wrong_in_a_row: 0 },
        confirmed_at: state === 'pending' ? null : 1,
        disabled_at: state === 'disabled' ? 1 : null,
      }
    }),
  )
  await inChunks(users, (rows) => store.insertInto('users').values(rows).execute())
  await inChunks(factors, (rows) => store.insertInto('factors').values(rows).execute())
}

async function inChunks<T>(rows: readonly T[], insert: (rows: readonly T[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += 1000) await insert(rows.slice(from, from + 1000))
}

async function startForecast(policy: object = {}) {
  const app = await startPolicyApp()
  await app.ask('PATCH', '/v1/policy', { enforceAt, ...policy })
  return app
}

const at = (moment: string, more = '') => `/v1/forecast?at=${encodeURIComponent(moment)}${more}`

const reasonsIn = ({ users }: { users: { userId: string; reasons: string[] }[] }) =>
  Object.fromEntries(users.map(({ userId, reasons }) => [userId, reasons.join(' ')]))

it('200: who could not log in at that date, and why', async () => {
  const { ask, store } = await startForecast({ methods: ['app', 'totp', 'voice'] })
  await enrol(store, [
    { id: 'complete', factors: ['app', 'totp'] },
    { id: 'partial', factors: ['voice'] },
    { id: 'pending', factors: ['app pending'] },
    { id: 'nothing' },
    { id: 'codes-only', factors: ['recovery'] },
    { id: 'disabled', factors: ['totp disabled', 'app pending'] },
    { id: 'extended', extensionUntil: extended },
    { id: 'was-extended', extensionUntil: extended - 30 * 24 * 3_600_000 },
  ])
  const { status, body } = await ask('GET', at(enforceAt))

  expect(status).toBe(200)
  // Written by hand, a page at a time: it has to be what it is described as.
  expect(Errors(ForecastAnswer, body)).toEqual([])
  expect(body).toMatchObject({ at: enforceAt, enforced: true, enforcedFrom: enforceAt })
  expect(reasonsIn(body)).toEqual({
    ...{ pending: 'no-factor', nothing: 'no-factor', 'codes-only': 'no-factor' },
    ...{ disabled: 'factor-disabled', 'was-extended': 'no-factor extension-ended' },
  })
  expect(body.users.map(({ userId }: { userId: string }) => userId)).toEqual(
    Object.keys(reasonsIn(body)).sort(),
  )
  expect(body.users.at(-1)).toEqual({
    ...{ userId: 'was-extended', role: 'user', reasons: ['no-factor', 'extension-ended'] },
    why: 'Has confirmed no second factor. The extension that the helpdesk gave is over.',
  })
  const totals = { users: 8, lockedOut: 5, extended: 1, none: 6, partial: 1, complete: 1 }
  expect(body.totals).toEqual(totals)

  const later = (await ask('GET', at('2099-08-01T00:00:00Z'))).body
  expect(later.totals).toEqual({ ...totals, lockedOut: 6, extended: 0 })
  expect(reasonsIn(later).extended).toBe('no-factor extension-ended')
})

it('200: nobody is locked out before it is enforced, or while no date is set', async () => {
  const app = await startForecast()
  await enrol(app.store, [{ id: 'nothing' }, { id: 'some', factors: ['app'] }])
  const totals = { users: 2, lockedOut: 0, extended: 0, none: 1, partial: 1, complete: 0 }
  const early = (await app.ask('GET', at(before))).body
  expect(early).toEqual({
    ...{ at: before, enforced: false, enforcedFrom: enforceAt, users: [], totals },
  })
  expect((await app.ask('GET', '/v1/forecast')).body).toMatchObject({ enforced: false, totals })

  await app.ask('PATCH', '/v1/policy', { enforceAt: null })
  const open = (await app.ask('GET', at(enforceAt))).body
  expect(open).toMatchObject({ enforced: false, enforcedFrom: null, users: [], totals })
})

it('200: sees what the policy does not let count', async () => {
  const { ask, store } = await startForecast({ methods: ['app', 'voice'], adminsStrict: true })
  await enrol(store, [
    { id: 'totp-user', factors: ['totp'] },
    { id: 'voice-admin', role: 'admin', factors: ['voice', 'voice'] },
    { id: 'voice-user', factors: ['voice', 'voice'] },
    { id: 'app-admin', role: 'admin', factors: ['voice', 'app'] },
    { id: 'both', role: 'admin', factors: ['totp', 'voice', 'app disabled'] },
  ])
  const { body } = await ask('GET', at(enforceAt))
  expect(reasonsIn(body)).toEqual({
    ...{ 'totp-user': 'method-not-allowed', 'voice-admin': 'voice-alone' },
    both: 'factor-disabled method-not-allowed voice-alone',
  })
})

it('200: an empty tenant, and users of another tenant, are nobody', async () => {
  const { ask, store } = await startForecast()
  await createTenant(store, { id: 'other', name: 'Other' })
  await enrol(store, [{ id: 'theirs' }], 'other')
  const totals = { users: 0, lockedOut: 0, extended: 0, none: 0, partial: 0, complete: 0 }
  expect((await ask('GET', at(enforceAt))).body).toMatchObject({ users: [], totals })
})

it('200: CSV by format or by accept, as a file', async () => {
  const { ask, store } = await startForecast()
  await enrol(store, [{ id: '=cmd|calc' }, { id: 'fine', factors: ['app'] }])
  const byFormat = await ask('GET', at(enforceAt, '&format=csv'))
  expect(byFormat.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="forecast-2099-07-19.csv"',
  })
  expect(byFormat.text.split('\r\n')).toEqual([
    '"record","userId","role","reasons","why"',
    `"user","'=cmd|calc","user","no-factor","Has confirmed no second factor."`,
    '"total","","","","1 of 2 users cannot log in"',
    '',
  ])
  const accept = { accept: 'text/csv' }
  expect((await ask('GET', at(enforceAt), undefined, accept)).text).toBe(byFormat.text)
  const json = await ask('GET', at(enforceAt, '&format=json'), undefined, accept)
  expect(json.body.totals.users).toBe(2)
})

it.each(['yesterday', '2099-07-19', '2099-02-30T00:00:00Z', '2099-12-31T23:59:60Z', ''])(
  '400: %j is no moment',
  async (moment) => {
    const { ask } = await startPolicyApp()
    const { body } = await ask('GET', at(moment))
    expect(body).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '#/at' }] })
  },
)

it('5xx: what goes wrong before the first page is a problem, not half a list', async () => {
  const { ask, store } = await startForecast()
  await enrol(store, [{ id: 'one' }])
  await store.schema.alterTable('factors').renameTo('gone').execute()
  for (const format of ['json', 'csv']) {
    const { status, headers, body } = await ask('GET', at(enforceAt, `&format=${format}`))
    expect(status).toBeGreaterThanOrEqual(500)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(body.status).toBe(status)
  }
})

/** More than a page each way, at the edges of pages. */
it.each([999, 1000, 1001, 2000])('%i users are all seen, once and in order', async (count) => {
  const { ask, store } = await startForecast()
  const people = Array.from({ length: count }, (_, n) => {
    const id = `user-${String(n).padStart(6, '0')}`
    return n % 3 === 0 ? { id } : { id, factors: ['app', 'totp'] }
  })
  await enrol(store, people)
  const { body } = await ask('GET', at(enforceAt))
  const expected = people.filter(({ factors }) => !factors).map(({ id }) => id)
  expect(body.users.map(({ userId }: { userId: string }) => userId)).toEqual(expected)
  expect(body.totals).toMatchObject({ users: count, complete: count - expected.length })
})

it('a hundred thousand users are read a page at a time, and no sooner than they are taken', async () => {
  const { store } = await startForecast()
  const people = (n: number) => ({ id: `user-${n}`, factors: n % 2 ? ['app'] : [] })
  for (let from = 0; from < 100_000; from += 10_000)
    await enrol(
      store,
      Array.from({ length: 10_000 }, (_, n) => people(from + n)),
    )
  const policy = (await readPolicy(store, 'demo')) ?? defaultPolicy
  const question = { tenantId: 'demo', policy, at: Date.parse(enforceAt) }

  const chunks = forecastToCsv(forecast(store, question))
  const sizes = [(await chunks.next()).value?.length ?? 0]
  // Seen, although it was not there when the first page was read.
  await enrol(store, [{ id: 'user-z' }])
  let last = ''
  let turns = 0
  const others = setInterval(() => {
    turns += 1
  })
  for await (const chunk of chunks) {
    sizes.push(chunk.length)
    last = chunk
  }
  clearInterval(others)
  expect(turns).toBeGreaterThan(50)
  expect(last).toContain('"50001 of 100001 users cannot log in"')
  const bytes = sizes.reduce((sum, size) => sum + size)
  expect(Math.max(...sizes)).toBeLessThan(bytes / 50)
})
