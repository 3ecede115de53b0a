import { expect, it } from 'vitest'
import {
  act,
  because,
  DAY_MS,
  enrol,
  eventsOf,
  factorsOf,
  HOUR_MS,
  keyFor,
  mailsTo,
  request,
  requested,
  resetWhole,
  setPolicy,
  startHelpdesk,
  tokenIn,
} from '../flows/reset-world.ts'

/** Gain (T26): somebody else's account, by talking to the helpdesk, or from within it. */

const kim = { agent: 'kim' }
const lee = { agent: 'lee' }
const admin = { role: 'admin' }

it('one agent alone never gets an administrator in, under whatever spelling of a name', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', admin)
  const reset = await requested(service, 'boss')
  expect(reset).toMatchObject({ status: 'waiting-approval', readyAt: null })
  expect(reset.needs).toEqual(['second-person', 'waiting'])
  for (const agent of ['kim', 'KIM', ' kim', 'k i m', 'Kim.', 'kím', 'ｋｉｍ']) {
    const refused = await act(service, reset, 'approve', { agent })
    expect(refused.status, agent).toBe(403)
    expect(refused.body.code).toBe('second-person-needed')
  }
  service.clock.advance(3 * DAY_MS)
  for (const agent of ['kim', 'lee'])
    expect((await act(service, reset, 'complete', { agent })).body.code).toBe(
      'second-person-needed',
    )
  expect((await factorsOf(service, 'boss'))[0]?.state).toBe('confirmed')
})

it('with two it waits from the approval on, and the log has both names', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', admin)
  const reset = await requested(service, 'boss')
  service.clock.advance(2 * DAY_MS)
  const approved = await act(service, reset, 'approve', lee)
  expect(approved.body).toMatchObject({ status: 'waiting', approvedBy: 'lee' })
  expect((await act(service, reset, 'complete', kim)).body.code).toBe('reset-not-ready')
  expect((await act(service, reset, 'approve', { agent: 'mo' })).body.code).toBe(
    'approval-not-needed',
  )
  service.clock.advance(DAY_MS)
  expect((await act(service, reset, 'complete', kim)).status).toBe(200)
  const events = await eventsOf(service, 'boss')
  const named = events.filter(({ kind }) => kind.startsWith('reset.'))
  expect(named.map(({ kind, agent }) => [kind, agent])).toEqual([
    ['reset.requested', 'kim'],
    ['reset.approved', 'lee'],
    ['reset.done', 'kim'],
  ])
  for (const { detail } of named) expect(detail).toMatchObject({ reset: reset.id, reason: because })
})

it("an administrator's proof spares the wait, never the second person", async () => {
  const service = await startHelpdesk()
  const { assertion } = await enrol(service, 'boss', admin)
  const reset = await requested(service, 'boss', { proof: assertion })
  expect(reset.needs).toEqual(['second-person'])
  expect((await act(service, reset, 'complete', kim)).status).toBe(403)
  expect((await act(service, reset, 'approve', lee)).body.status).toBe('ready')
})

it('a role that is changed after the request spares nobody the second person', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', admin)
  await enrol(service, 'anna')
  const ofBoss = await requested(service, 'boss')
  const ofAnna = await requested(service, 'anna')
  await service.put('/v1/users/boss', { role: 'user' })
  await service.put('/v1/users/anna', { role: 'admin' })
  service.clock.advance(2 * DAY_MS)
  for (const reset of [ofBoss, ofAnna])
    expect((await act(service, reset, 'complete', kim)).body.code).toBe('second-person-needed')
})

it('a policy that is changed after the request does not cut the wait short', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await enrol(service, 'boss', admin)
  const ofAnna = await requested(service, 'anna')
  const ofBoss = await requested(service, 'boss')
  const key = await setPolicy(service, { resetWaitSeconds: 0 })
  const approved = await act(service, ofBoss, 'approve', lee, key)
  expect(Date.parse(approved.body.readyAt) - service.clock.now()).toBeGreaterThan(23 * HOUR_MS)
  service.clock.advance(DAY_MS - HOUR_MS)
  for (const reset of [ofAnna, ofBoss])
    expect((await act(service, reset, 'complete', kim, key)).body.code).toBe('reset-not-ready')
})

it('a longer wait that came since counts for an approval', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', admin)
  const reset = await requested(service, 'boss')
  const key = await setPolicy(service, { resetWaitSeconds: 72 * 3600 })
  const approved = await act(service, reset, 'approve', lee, key)
  expect(Date.parse(approved.body.readyAt) - service.clock.now()).toBeGreaterThan(71 * HOUR_MS)
})

it('the user is told of every step at every address, and stops it from any of the mails', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', admin)
  const reset = await requested(service, 'boss')
  await act(service, reset, 'approve', lee)
  const tokens = await Promise.all(
    ['reset-requested', 'reset-approved'].map((kind) => tokenIn(service, 'boss', kind)),
  )
  expect(tokens[0]).toBe(tokens[1])
  const token = tokens[0] ?? ''
  const cancel = (word: string) => service.post('/v1/resets/cancel', { token: word })
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  for (const wrong of [forged, token.split('.')[0] ?? '', `${token}.x`, `${reset.id}.`])
    expect((await cancel(wrong)).status, wrong).toBe(404)

  expect((await cancel(token)).body).toEqual({ userId: 'boss', status: 'cancelled' })
  expect((await cancel(token)).body).toMatchObject({ status: 410, code: 'reset-closed' })
  service.clock.advance(2 * DAY_MS)
  expect((await act(service, reset, 'complete', kim)).body.resetStatus).toBe('cancelled')
  const kinds = (await mailsTo(service, 'boss')).map(({ kind }) => kind)
  for (const kind of ['reset-requested', 'reset-approved', 'reset-cancelled'])
    expect(
      kinds.filter((one) => one === kind),
      kind,
    ).toHaveLength(2)
  const [event] = (await eventsOf(service, 'boss')).filter(({ kind }) => kind === 'reset.cancelled')
  expect(event).toMatchObject({ agent: null, detail: { byUser: true } })
})

it('no agent sees the entry: not in an answer, a log, the audit or the database', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const done = await resetWhole(service, 'anna')
  const token = await tokenIn(service, 'anna', 'entry')
  expect(token).toMatch(/^[\w-]{27}$/)
  await service.post('/v1/entries/redeem', { token: `${token.slice(1)}x` })
  const rows = await Promise.all([
    service.store.selectFrom('resets').selectAll().execute(),
    service.store.selectFrom('audit_events').selectAll().execute(),
    service.store.selectFrom('notices').selectAll().execute(),
    service.store.selectFrom('idempotency_keys').selectAll().execute(),
  ])
  const places = {
    answer: JSON.stringify(done),
    view: (await service.get('/v1/helpdesk/users/anna')).text,
    audit: (await service.get('/v1/audit')).text,
    deliveries: (await service.get('/v1/webhooks/deliveries')).text,
    database: JSON.stringify(rows),
    log: service.logged(),
  }
  for (const [place, text] of Object.entries(places))
    expect(text.includes(token), place).toBe(false)
  // And the test would see it.
  expect(JSON.stringify(await mailsTo(service, 'anna'))).toContain(token)
})

it('a pairing code by phone is no reset in disguise, at any step of one', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const give = () => service.post('/v1/users/anna/pairing-codes', { agent: 'kim', reason: because })
  expect((await give()).body.code).toBe('user-enrolled')
  const reset = await requested(service, 'anna')
  service.clock.advance(DAY_MS)
  expect((await give()).body.code).toBe('user-enrolled')
  expect((await act(service, reset, 'complete', kim)).status).toBe(200)
  expect((await give()).body.code).toBe('user-enrolled')
  const token = await tokenIn(service, 'anna', 'entry')
  expect((await service.post('/v1/entries/redeem', { token })).status).toBe(200)
  expect((await give()).status).toBe(201)
})

it('an extension lets nobody in whose factors were taken away', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await resetWhole(service, 'anna')
  const until = new Date(service.clock.now() + DAY_MS).toISOString()
  const extend = await service.put('/v1/users/anna/extension', {
    ...{ until, agent: 'kim', reason: because },
  })
  expect(extend.body).toMatchObject({ status: 409, code: 'reset-needed' })
})

it('the helpdesk has no key to what it mails, and the panel none to the helpdesk', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  await resetWhole(service, 'anna')
  const token = await tokenIn(service, 'anna', 'entry')
  const helpdesk = await keyFor(service, 'helpdesk')
  const refused = await service.post('/v1/entries/redeem', { token }, helpdesk)
  expect(refused.body).toMatchObject({ code: 'scope-missing', scope: 'challenges' })
  const panel = await keyFor(service, 'challenges')
  expect((await request(service, 'anna', {}, panel)).status).toBe(403)
  expect((await service.post('/v1/entries/redeem', { token }, panel)).status).toBe(200)
})
