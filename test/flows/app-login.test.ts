import { decodeJwt } from 'jose'
import { expect, inject, it } from 'vitest'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { addApp, pairApp, userWithApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const minutes = (count: number) => count * 60_000

/** Two that hear each other, where Redis is there to carry it; otherwise one that does both. */
async function startInstances(): Promise<readonly [TestService, TestService]> {
  const first = await startTestService()
  const isShared = Boolean(inject('servers'))
  const second = isShared ? await startTestService({ folder: first.folder }) : first
  return [first, second]
}

const openLogin = async (service: TestService, body: object = {}) => {
  const opened = await service.post('/v1/challenges', { userId: 'anna', ...body })
  expect(opened.status, opened.text).toBe(201)
  return opened.body
}

it('a user pairs the app, confirms it by its code, and logs in with it', async () => {
  const service = await startTestService()
  await service.patch('/v1/policy', { siteName: 'Callvoip', appName: 'Qaller' })
  await service.put('/v1/users/anna', { displayName: 'Anna' })
  const { factor, pairingCode } = await addApp(service, 'anna')
  expect(factor).toMatchObject({ method: 'app', state: 'pending', shown: '' })

  const app = await pairApp(service, ` ${pairingCode.toLowerCase().replace('-', ' ')} `, 'Pixel')
  expect(app.factorId).toBe(factor.id)
  const about = await service.get('/device', app.asDevice)
  expect(about.body).toMatchObject({ name: 'Pixel', state: 'pending', pushes: false })
  expect(about.body.tenant).toEqual({ siteName: 'Callvoip', appName: 'Qaller' })
  const [first] = await app.challenges()
  expect(first.opened).toMatchObject({
    ...{ challengeId: first.id, purpose: 'enrol', siteName: 'Callvoip', codeLength: 6 },
    ...{ createdAt: first.createdAt, expiresAt: first.expiresAt, context: {} },
  })

  const confirm = (code: string) =>
    service.post(`/v1/users/anna/factors/${factor.id}/confirm`, { code })
  expect((await confirm(wrongCodeFor(first.opened.code))).body.code).toBe('code-wrong')
  const confirmed = await confirm(first.opened.code)
  expect(confirmed.status, confirmed.text).toBe(200)
  expect(confirmed.body.factor).toMatchObject({ state: 'confirmed', primary: true, shown: 'Pixel' })
  expect(await app.challenges()).toEqual([])
  expect((await service.get('/device', app.asDevice)).body.state).toBe('confirmed')

  const context = { ip: '203.0.113.77', userAgent: 'Firefox/140' }
  const login = await openLogin(service, { context })
  expect(login).toMatchObject({ method: 'app', to: 'Pixel', call: null, codeLength: 6 })
  const [challenge] = await app.challenges()
  expect(challenge).toMatchObject({ id: login.id, createdAt: login.createdAt })
  expect(challenge.opened).toMatchObject({ purpose: 'login', context })
  const { code } = challenge.opened
  const approved = await service.post(`/v1/challenges/${login.id}/verify`, { code })
  expect(approved.status, approved.text).toBe(200)
  expect(decodeJwt(approved.body.assertion)).toMatchObject({ sub: 'anna', factor: factor.id })
  expect(decodeJwt(approved.body.assertion).amr).toEqual(['otp', 'swk', 'mfa'])
  expect(await app.challenges()).toEqual([])
})

it('the code reaches the app on one instance when the login began on another', async () => {
  const [panel, phone] = await startInstances()
  const app = await userWithApp(panel, 'anna')
  const events = await app.follow(phone)
  expect(events.response.headers.get('content-type')).toContain('text/event-stream')
  expect(await events.next()).toEqual([])

  const { id } = await openLogin(panel)
  const [shown] = (await events.next()) ?? []
  expect(shown.id).toBe(id)
  expect(shown.opened.code).toBe(await codeOf(panel, id))

  for (const one of new Set([panel, phone])) one.clock.advance(minutes(1))
  const resent = await panel.post(`/v1/challenges/${id}/resend`)
  expect(resent.status, resent.text).toBe(202)
  const [again] = (await events.next()) ?? []
  expect(again.opened.code).toBe(shown.opened.code)
  expect(Date.parse(again.sentAt)).toBeGreaterThan(Date.parse(shown.sentAt))

  const { code } = again.opened
  expect((await panel.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
  expect(await events.next()).toEqual([])
  events.close()
})

it('goes on by a call and comes back to the app, each time with a code of its own', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const { assertion } = (await login(service, app)).body
  const body = { method: 'voice', number: '06 12345678' }
  const added = await service.post('/v1/users/anna/factors', body, { proof: assertion })
  expect(added.status, added.text).toBe(201)
  const voice = added.body.factor
  await service.post(`/v1/users/anna/factors/${voice.id}/confirm`, {
    code: await codeOf(service, added.body.challenge.id),
  })
  // Calls and codes of an hour are counted together.
  service.clock.advance(minutes(60))

  const events = await app.follow()
  expect(await events.next()).toEqual([])
  const { id } = await openLogin(service)
  const [byApp] = (await events.next()) ?? []
  service.clock.advance(minutes(1))
  const switchTo = async (factorId: string) => {
    const switched = await service.post(`/v1/challenges/${id}/switch`, { factorId })
    expect(switched.status, switched.text).toBe(200)
    return switched.body
  }
  expect(await switchTo(voice.id)).toMatchObject({ method: 'voice' })
  expect(await events.next()).toEqual([])
  const verify = (code: string) => service.post(`/v1/challenges/${id}/verify`, { code })
  expect((await verify(byApp.opened.code)).body.code).toBe('code-wrong')

  service.clock.advance(minutes(2))
  expect(await switchTo(app.factorId)).toMatchObject({ method: 'app', call: null })
  const [back] = (await events.next()) ?? []
  expect(back.id).toBe(id)
  expect((await verify(back.opened.code)).body.status).toBe('approved')
  events.close()
})

async function login(service: TestService, app: Awaited<ReturnType<typeof userWithApp>>) {
  const { id } = await openLogin(service)
  const [challenge] = await app.challenges()
  return service.post(`/v1/challenges/${id}/verify`, { code: challenge.opened.code })
}

it('"dit was ik niet" ends the login, tells the user and sends the app nothing for a day', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  await service.put('/v1/users/anna', { emails: ['anna@panel.example'] })
  const events = await app.follow()
  expect(await events.next()).toEqual([])
  const { id } = await openLogin(service)
  const [challenge] = (await events.next()) ?? []

  const path = `/device/challenges/${id}/report`
  const reported = await service.post(path, undefined, app.asDevice)
  expect(reported.body).toEqual({ id, status: 'reported' })
  expect(await events.next()).toEqual([])
  const after = await service.get(`/v1/challenges/${id}`)
  expect(after.body).toMatchObject({ status: 'reported', resend: { available: false, left: 0 } })
  const { code } = challenge.opened
  const verified = await service.post(`/v1/challenges/${id}/verify`, { code })
  expect(verified.body).toMatchObject({ code: 'challenge-closed', challengeStatus: 'reported' })
  expect((await service.post(path, undefined, app.asDevice)).status).toBe(410)
  events.close()
  const told = service.store.selectFrom('notices').select('kind')
  expect(await told.where('kind', '=', 'login-reported').execute()).toHaveLength(1)

  service.clock.advance(24 * minutes(60) - minutes(1))
  const refused = await service.post('/v1/challenges', { userId: 'anna' })
  expect(refused.body).toMatchObject({ code: 'limit-reached', limit: 'stopped' })
  service.clock.advance(minutes(2))
  await openLogin(service)
})

it('"dit was ik niet" stops the phone that rings when the thief went on by a call', async () => {
  const service = await startTestService({ parts: { simulatorSpeed: 1 } })
  const app = await userWithApp(service, 'anna')
  const { assertion } = (await login(service, app)).body
  const body = { method: 'voice', number: '06 12345678' }
  const added = await service.post('/v1/users/anna/factors', body, { proof: assertion })
  const voice = added.body.factor
  await service.post(`/v1/users/anna/factors/${voice.id}/confirm`, {
    code: await codeOf(service, added.body.challenge.id),
  })
  service.clock.advance(minutes(10))

  const { id } = await openLogin(service)
  service.clock.advance(minutes(1))
  await service.post(`/v1/challenges/${id}/switch`, { factorId: voice.id })
  const read = async () => (await service.get(`/v1/challenges/${id}`)).body
  await eventually(read, ({ call }) => call?.status === 'ringing')
  const path = `/device/challenges/${id}/report`
  expect((await service.post(path, undefined, app.asDevice)).status).toBe(200)
  const ended = await eventually(read, ({ call }) => !/queued|dialling|ringing/.test(call?.status))
  expect(ended).toMatchObject({ status: 'reported' })
  for (const factorId of [app.factorId, voice.id]) {
    service.clock.advance(minutes(20))
    const refused = await service.post('/v1/challenges', { userId: 'anna', factorId })
    expect(refused.body).toMatchObject({ code: 'limit-reached', limit: 'stopped' })
  }
})
