import { expect, it } from 'vitest'
import {
  act,
  addAuthenticator,
  because,
  DAY_MS,
  enrol,
  eventsOf,
  factorsOf,
  HOUR_MS,
  keyFor,
  mailsTo,
  makeUser,
  request,
  requested,
  resetWhole,
  setPolicy,
  startHelpdesk,
} from '../flows/reset-world.ts'
import { startTestService } from '../support/test-service.ts'

const kim = { agent: 'kim' }
const lee = { agent: 'lee' }
const inDays = (service: { clock: { now(): number } }, iso: string) =>
  (Date.parse(iso) - service.clock.now()) / DAY_MS

it('201: a reset waits as long as the policy says, and its user is told at every address', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const { status, body } = await request(service, 'anna')
  expect(status).toBe(201)
  expect(body).toMatchObject({
    ...{ userId: 'anna', status: 'waiting', needs: ['waiting'], requestedBy: 'kim' },
    ...{ approvedBy: null, reason: because, closedAt: null, entry: null },
  })
  expect(inDays(service, body.readyAt)).toBeCloseTo(1, 3)
  expect(inDays(service, body.expiresAt)).toBeCloseTo(7, 3)
  const mails = (await mailsTo(service, 'anna')).filter(({ kind }) => kind === 'reset-requested')
  expect(mails.map(({ to }) => to).sort()).toEqual(['anna@home.example', 'anna@panel.example'])
  for (const { details } of mails)
    expect(details.link).toMatch(/\/reset#re_[0-9a-f]{40}\.[\w-]{43}$/)
  const [event] = (await eventsOf(service, 'anna')).filter(({ kind }) => kind === 'reset.requested')
  expect(event).toMatchObject({ agent: 'kim', detail: { reset: body.id, reason: because } })
})

it('201: a policy of no wait at all still leaves an hour to object', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const key = await setPolicy(service, { resetWaitSeconds: 0 })
  const { readyAt } = await requested(service, 'anna', {}, key)
  const waitMs = Date.parse(readyAt) - service.clock.now()
  expect(waitMs).toBeGreaterThan(HOUR_MS - 10_000)
  expect(waitMs).toBeLessThanOrEqual(HOUR_MS)
})

it('201: who proves another factor does not wait', async () => {
  const service = await startHelpdesk()
  const { assertion } = await enrol(service, 'anna')
  const reset = await requested(service, 'anna', { proof: assertion })
  expect(reset).toMatchObject({ status: 'ready', needs: [] })
  expect((await act(service, reset, 'complete', kim)).status).toBe(200)
})

it('403: a proof of somebody else, an old one or none at all lets nobody skip the wait', async () => {
  const service = await startHelpdesk()
  const anna = await enrol(service, 'anna')
  const bob = await enrol(service, 'bob')
  const refused = async (proof: string) => (await request(service, 'anna', { proof })).body
  expect(await refused(bob.assertion)).toMatchObject({ code: 'proof-needed', reason: 'wrong-user' })
  expect(await refused('not.a.jwt')).toMatchObject({ code: 'proof-needed', reason: 'expired' })
  service.clock.advance(5 * 60_000 + 1000)
  expect(await refused(anna.assertion)).toMatchObject({ code: 'proof-needed', reason: 'expired' })
})

it('409: one open reset of a user, and another when that has ended', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const first = await requested(service, 'anna')
  const second = await request(service, 'anna')
  expect(second.status).toBe(409)
  expect(second.body).toMatchObject({ code: 'reset-open', resetId: first.id })
  expect((await act(service, first, 'cancel', lee)).body.status).toBe('cancelled')
  const third = await requested(service, 'anna')
  expect(third.warnings.map(({ code }: { code: string }) => code)).toContain('recent-reset')
  service.clock.advance(7 * DAY_MS)
  expect((await request(service, 'anna')).status).toBe(201)
})

it('404 and 409: nobody to reset, nothing to reset, nowhere to mail', async () => {
  const service = await startHelpdesk()
  expect((await request(service, 'nobody')).body.code).toBe('user-unknown')
  await makeUser(service, 'new')
  expect((await request(service, 'new')).body.code).toBe('nothing-to-reset')
  await enrol(service, 'mute', { emails: [] })
  expect((await request(service, 'mute')).body.code).toBe('mail-needed')
})

it('409: without a mail server there is no reset', async () => {
  const service = await startTestService({
    // More than a demo: there, mails go into files.
    env: {
      CARRIERS: 'simulated,twilio',
      ...{ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: '0'.repeat(32) },
      TWILIO_FROM: '+31850000000',
    },
  })
  await enrol(service, 'anna')
  expect((await service.get('/v1/users/anna')).body.emails).not.toEqual([])
  expect((await request(service, 'anna')).body.code).toBe('mail-needed')
})

it('409: an address that went away meanwhile keeps a reset from being completed', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const reset = await requested(service, 'anna')
  await service.put('/v1/users/anna', { emails: [] })
  service.clock.advance(DAY_MS)
  expect((await act(service, reset, 'complete', kim)).body.code).toBe('mail-needed')
  expect((await factorsOf(service, 'anna'))[0]?.state).toBe('confirmed')
})

it('409: it cannot be completed a moment early, and can for seven days', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const reset = await requested(service, 'anna')
  service.clock.advance(DAY_MS - 30_000)
  const early = await act(service, reset, 'complete', kim)
  expect(early.status).toBe(409)
  expect(early.body).toMatchObject({ code: 'reset-not-ready', readyAt: reset.readyAt })
  service.clock.advance(6 * DAY_MS + 60_000)
  const late = await act(service, reset, 'complete', kim)
  expect(late.status).toBe(410)
  expect(late.body).toMatchObject({ code: 'reset-closed', resetStatus: 'expired' })
  await service.service.tidy()
  const kinds = (await eventsOf(service, 'anna')).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'reset.expired')).toHaveLength(1)
})

it('200: the factors stop at once, and the user alone gets a way back in', async () => {
  const service = await startHelpdesk()
  const { factorId } = await enrol(service, 'anna')
  const done = await resetWhole(service, 'anna')
  expect(done).toMatchObject({ status: 'done', factorIds: [factorId], entry: { open: true } })
  expect(inDays(service, done.entry.expiresAt)).toBeCloseTo(1, 3)
  expect((await service.post('/v1/challenges', { userId: 'anna' })).body.code).toBe('no-factor')
  const kinds = (await mailsTo(service, 'anna')).map(({ kind }) => kind)
  for (const kind of ['reset-done', 'entry'])
    expect(
      kinds.filter((one) => one === kind),
      kind,
    ).toHaveLength(2)
})

it('200: of several factors the lost one goes, and what is left needs no entry', async () => {
  const service = await startHelpdesk()
  const lost = await enrol(service, 'anna')
  const kept = await addAuthenticator(service, 'anna', lost.assertion)
  const reset = await requested(service, 'anna')
  service.clock.advance(DAY_MS)
  const body = { ...kim, factorIds: [lost.factorId] }
  const unknown = { ...kim, factorIds: [`fa_${'0'.repeat(40)}`] }
  expect((await act(service, reset, 'complete', unknown)).body.code).toBe('factor-unknown')
  const done = await act(service, reset, 'complete', body)
  expect(done.body).toMatchObject({ factorIds: [lost.factorId], entry: null })
  expect((await factorsOf(service, 'anna')).map(({ id }) => id)).toEqual([kept.factorId])
  const kinds = (await mailsTo(service, 'anna')).map(({ kind }) => kind)
  expect(kinds).not.toContain('entry')
  expect(kinds.filter((kind) => kind === 'factor-removed')).toHaveLength(2)
})

it('410 and 404: a closed reset stays closed, another one is not there', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await enrol(service, 'bob')
  const reset = await requested(service, 'anna')
  const ofBob = { ...reset, userId: 'bob' }
  for (const step of ['approve', 'cancel', 'complete'])
    expect((await act(service, ofBob, step, lee)).body.code, step).toBe('reset-unknown')
  expect((await act(service, reset, 'approve', lee)).body.code).toBe('approval-not-needed')
  expect((await act(service, reset, 'cancel', lee)).status).toBe(200)
  for (const step of ['approve', 'cancel', 'complete'])
    expect((await act(service, reset, step, lee)).body).toMatchObject({
      ...{ code: 'reset-closed', resetStatus: 'cancelled' },
    })
})

it('400: an agent and a reason are a must, in words', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  for (const body of [
    { reason: because },
    { agent: '', reason: because },
    { agent: '--', reason: because },
    { agent: 'kim\nlee', reason: because },
    { agent: 'k'.repeat(101), reason: because },
    { agent: 'kim' },
    { agent: 'kim', reason: 'ab' },
    { agent: 'kim', reason: '     ' },
    { agent: 'kim', reason: 'a'.repeat(501) },
  ])
    expect((await service.post('/v1/users/anna/resets', body)).body.code).toBe('body-invalid')
})

it('a phone number in a reason is not kept', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const reset = await requested(service, 'anna', { reason: 'called back on 06 12345678' })
  expect(reset.reason).toBe('called back on …')
  expect(JSON.stringify(await eventsOf(service, 'anna'))).not.toContain('12345678')
})

it('403: the key of the panel and that of ops do not help anybody', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const body = { ...kim, reason: because }
  for (const scope of ['challenges', 'ops'] as const) {
    const key = await keyFor(service, scope)
    const refused = await service.post('/v1/users/anna/resets', body, key)
    expect(refused.body).toMatchObject({ code: 'scope-missing', scope: 'helpdesk' })
  }
})
