import { expect, it } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import {
  because,
  DAY_MS,
  enrol,
  HOUR_MS,
  keyFor,
  makeUser,
  requested,
  startHelpdesk,
} from '../flows/reset-world.ts'
import { callIs } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import type { Json, TestService } from '../support/test-service.ts'

const seen = async (service: TestService, id = 'anna'): Promise<Json> => {
  const answer = await service.get(`/v1/helpdesk/users/${id}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

/** A user whose number has been called, and confirmed. */
async function enrolNumber(service: TestService) {
  await makeUser(service, 'anna')
  const added = await service.post('/v1/users/anna/factors', {
    ...{ method: 'voice', number: '06 12345678' },
  })
  expect(added.status, added.text).toBe(201)
  const { factor, challenge } = added.body
  const code = await codeOf(service, challenge.id)
  const path = `/v1/users/anna/factors/${factor.id}/confirm`
  expect((await service.post(path, { code })).status).toBe(200)
}

async function refuseOne(service: TestService): Promise<Json> {
  for (let turn = 0; turn < 10; turn++) {
    const answer = await service.post('/v1/challenges', { userId: 'anna' })
    if (answer.status === 429) return answer.body
  }
  throw new Error('No limit was reached')
}

it('200: tells why it does not ring, without a number or a code', async () => {
  const service = await startHelpdesk()
  await enrolNumber(service)
  service.clock.advance(HOUR_MS)
  await service.phones.phone('+31612345678').behave('busy')
  const opened = await service.post('/v1/challenges', { userId: 'anna' })
  await callIs(service, opened.body.id, 'busy')
  const { reference, limit } = await refuseOne(service)

  const { challenges, refusals, user, ...rest } = await seen(service)
  expect(challenges.map(({ purpose, method }: Json) => [purpose, method])).toContainEqual([
    ...['enrol', 'voice'],
  ])
  const login = challenges.find(({ id }: Json) => id === opened.body.id)
  expect(login).toMatchObject({ purpose: 'login', method: 'voice', call: { status: 'busy' } })
  expect(refusals[0]).toMatchObject({ reference, limit, over: false })
  expect(user.factors[0].shown).toBe('+31 6 •••• ••78')
  const text = JSON.stringify({ challenges, refusals, user, rest })
  expect(text).not.toMatch(/612345678|12345678|subject/i)
})

it('200: a stop after "not me" is shown, and warned of', async () => {
  const service = await startHelpdesk()
  await enrolNumber(service)
  service.clock.advance(HOUR_MS)
  await service.phones.phone('+31612345678').behave('not-me')
  const { id } = (await service.post('/v1/challenges', { userId: 'anna' })).body
  await callIs(service, id, 'reported')
  const { stops, warnings } = await seen(service)
  expect(stops).toMatchObject([{ reason: 'reported' }])
  const codes = warnings.map(({ code }: Json) => code)
  expect(codes).toEqual(expect.arrayContaining(['login-reported', 'number-changed']))
})

it('200: warns of what changed lately, and no longer when that is long ago', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  expect((await seen(service)).warnings).toEqual([])
  await service.put('/v1/users/anna', { emails: ['thief@mail.example'], role: 'admin' })
  const codes = async () => (await seen(service)).warnings.map(({ code }: Json) => code).sort()
  expect(await codes()).toEqual(['addresses-changed', 'role-changed'])
  service.clock.advance(7 * DAY_MS + 1000)
  expect(await codes()).toEqual([])
})

it('200: shows what is open, and not how to get in', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const { id } = await requested(service, 'anna')
  const { resets } = await seen(service)
  expect(resets).toMatchObject([{ id, status: 'waiting', requestedBy: 'kim' }])
  expect(JSON.stringify(resets)).not.toMatch(/token|link|digest|#/)
})

it('200: a refusal by its reference, however it is read out', async () => {
  const service = await startHelpdesk()
  await enrolNumber(service)
  const { reference, limit, retryAfterSeconds } = await refuseOne(service)
  const spoken = reference.toLowerCase().replaceAll('-', ' ')
  for (const said of [reference, spoken, reference.replaceAll('-', '')]) {
    const { status, body } = await service.get(`/v1/helpdesk/refusals/${encodeURIComponent(said)}`)
    expect(status, said).toBe(200)
    expect(body).toMatchObject({ reference, limit, over: false })
    const lasts = (Date.parse(body.until) - Date.parse(body.at)) / 1000
    expect(Math.abs(lasts - retryAfterSeconds)).toBeLessThan(2)
  }
  service.clock.advance(30 * DAY_MS - 60_000)
  expect((await service.get(`/v1/helpdesk/refusals/${reference}`)).body.over).toBe(true)
  service.clock.advance(2 * 60_000)
  expect((await service.get(`/v1/helpdesk/refusals/${reference}`)).status).toBe(404)
})

it("404: a reference that is none, and another tenant's", async () => {
  const service = await startHelpdesk()
  await enrolNumber(service)
  const { reference } = await refuseOne(service)
  await createTenant(service.store, { id: 'other', name: 'Other' })
  const asOther = await keyFor(service, 'helpdesk', 'other')
  expect((await service.get(`/v1/helpdesk/refusals/${reference}`, asOther)).body.code).toBe(
    'refusal-unknown',
  )
  for (const said of ['A0-00-AA', 'x', "'; drop table users"])
    expect((await service.get(`/v1/helpdesk/refusals/${encodeURIComponent(said)}`)).body.code).toBe(
      'refusal-unknown',
    )
  expect((await service.get('/v1/helpdesk/users/anna', asOther)).body.code).toBe('user-unknown')
  expect((await service.get('/v1/helpdesk/users/nobody')).body.code).toBe('user-unknown')
})

const days = (service: TestService, count: number) =>
  new Date(service.clock.now() + count * DAY_MS).toISOString()

it('200: a user may wait longer, with a reason and an end, and is told', async () => {
  const service = await startHelpdesk()
  await makeUser(service, 'anna')
  await service.patch('/v1/policy', { enforceAt: days(service, -1) })
  const key = await keyFor(service, 'helpdesk')
  const until = days(service, 30)
  const extend = (body: object) =>
    service.put('/v1/users/anna/extension', { agent: 'kim', reason: because, ...body }, key)
  const { status, body } = await extend({ until })
  expect(status).toBe(200)
  expect(body.extensionUntil).toBe(until)
  expect(body.user.enrolment).toMatchObject({ required: false, extendedUntil: until })
  const ended = await extend({ until: null })
  expect(ended.body.extensionUntil).toBeNull()
  expect(ended.body.user.enrolment).toMatchObject({ required: true, extendedUntil: null })
  const notices = await service.store.selectFrom('notices').select('kind').execute()
  expect(notices.map(({ kind }) => kind)).toEqual(['extension-granted', 'extension-granted'])
  const events = await service.store
    .selectFrom('audit_events')
    .select(['agent', 'detail'])
    .where('kind', '=', 'user.extended')
    .execute()
  expect(events.map(({ agent }) => agent)).toEqual(['kim', 'kim'])
  expect(events[0]?.detail).toContain(because)
})

it('400: an extension ends in the future, within 30 days', async () => {
  const service = await startHelpdesk()
  await makeUser(service, 'anna')
  for (const until of [days(service, -1), days(service, 30.01), 'soon']) {
    const asked = { until, agent: 'kim', reason: because }
    const { body } = await service.put('/v1/users/anna/extension', asked)
    expect(body.code, until).toBe('body-invalid')
    for (const { pointer } of body.errors) expect(pointer, until).toBe('#/until')
  }
})

it('201: a newcomer gets a pairing code by phone, which alone confirms nothing', async () => {
  const service = await startHelpdesk()
  await makeUser(service, 'anna')
  const asked = { agent: 'kim', reason: 'New phone, first login' }
  const { status, body } = await service.post('/v1/users/anna/pairing-codes', asked)
  expect(status).toBe(201)
  expect(body.pairingCode).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  const { factors, enrolment } = (await service.get('/v1/users/anna')).body
  expect(factors).toMatchObject([{ id: body.factorId, method: 'app', state: 'pending' }])
  expect(enrolment.state).toBe('none')
  const [event] = await service.store
    .selectFrom('audit_events')
    .select(['agent', 'detail'])
    .where('kind', '=', 'factor.added')
    .execute()
  expect(event?.agent).toBe('kim')
  expect(event?.detail).toContain(asked.reason)
  expect(service.logged()).not.toContain(body.pairingCode)
  expect(JSON.stringify(event)).not.toContain(body.pairingCode)
})

it('404, 409, 422: no pairing code for a stranger, for who has a factor, for no app', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await makeUser(service, 'new')
  const asked = { agent: 'kim', reason: because }
  const give = (id: string, key = {}) => service.post(`/v1/users/${id}/pairing-codes`, asked, key)
  expect((await give('nobody')).body.code).toBe('user-unknown')
  expect((await give('anna')).body).toMatchObject({ status: 409, code: 'user-enrolled' })
  await service.patch('/v1/policy', { methods: ['totp'] })
  const key = await keyFor(service, 'helpdesk')
  expect((await give('new', key)).body.code).toBe('method-not-offered')
})
