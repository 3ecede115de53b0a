import { expect, it } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { type PhoneApp, userWithApp } from '../support/phone-app.ts'
import { decryptPush, readVapid, startPushService, toLoopback } from '../support/push-service.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const minutes = (count: number) => count * 60_000
const parts = { publicFetch: toLoopback }

async function withPush() {
  const service = await startTestService({ parts })
  const app = await userWithApp(service, 'anna')
  const pushes = await startPushService()
  const browser = pushes.subscribe()
  const put = await service.put('/device/push', browser.subscription, app.asDevice)
  expect(put.status, put.text).toBe(204)
  return { service, app, pushes, browser }
}

const openLogin = async (service: TestService) => {
  const opened = await service.post('/v1/challenges', { userId: 'anna' })
  expect(opened.status, opened.text).toBe(201)
  return opened.body
}

const hasPush = async (service: TestService, app: PhoneApp) =>
  (await service.get('/device', app.asDevice)).body.pushes

it('a browser reads what RFC 8291 shows it', () => {
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN'
  const receiver = {
    privateKey: Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'),
    auth: Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url'),
  }
  const opened = decryptPush(Buffer.from(body, 'base64url'), receiver)
  expect(opened).toBe('When I grow up, I want to be a watermelon')
})

it('204: a login wakes the app by a push that the browser decrypts and the device opens', async () => {
  const { service, app, pushes, browser } = await withPush()
  const { id, expiresAt } = await openLogin(service)
  const pushed = await pushes.nthPush(1)

  expect(pushed.path).toBe(new URL(browser.subscription.endpoint).pathname)
  expect(pushed.headers).toMatchObject({
    ...{ 'content-encoding': 'aes128gcm', urgency: 'high', topic: 'login-code' },
    'content-length': String(pushed.body.length),
  })
  expect(pushed.body.length).toBeLessThanOrEqual(4096)
  const ttl = Number(pushed.headers.ttl)
  expect(ttl).toBeGreaterThan(290)
  expect(ttl).toBeLessThanOrEqual(300)
  const { vapidPublicKey } = (await service.get('/device', app.asDevice)).body
  expect(readVapid(pushed)).toMatchObject({
    ...{ aud: pushes.origin, sub: 'mailto:belcode@localhost', key: vapidPublicKey },
  })

  const opened = await app.open(browser.read(pushed.body))
  expect(opened).toMatchObject({ challengeId: id, purpose: 'login', expiresAt, codeLength: 6 })
  const { code } = opened
  expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
})

it('fits 4 KB whatever the panel tells of where the login came from', async () => {
  const { service, app, pushes, browser } = await withPush()
  const siteName = '𝔅'.repeat(60)
  expect((await service.patch('/v1/policy', { siteName })).status).toBe(200)
  // Six bytes each, where JSON writes them.
  const context = { ip: '2001:db8::1', userAgent: '\u0001'.repeat(1000) }
  await service.post('/v1/challenges', { userId: 'anna', context })
  const { body } = await pushes.nthPush(1)
  expect(body.length).toBeLessThanOrEqual(4096)
  const opened = await app.open(browser.read(body))
  expect(opened).toMatchObject({ siteName, context: { ip: '2001:db8::1' } })
  expect(context.userAgent.startsWith(opened.context.userAgent)).toBe(true)
})

it('a resend pushes the same code again, for as long as it is still good', async () => {
  const { service, app, pushes, browser } = await withPush()
  const { id } = await openLogin(service)
  const first = await pushes.nthPush(1)
  service.clock.advance(minutes(2))
  expect((await service.post(`/v1/challenges/${id}/resend`)).status).toBe(202)
  const second = await pushes.nthPush(2)
  const read = async ({ body }: typeof first) => (await app.open(browser.read(body))).code
  expect(await read(second)).toBe(await read(first))
  expect(Number(second.headers.ttl)).toBeLessThanOrEqual(180)
})

it.each([500, 503, 429])('tries once more after %d, and no more', async (status) => {
  const { service, app, pushes, browser } = await withPush()
  pushes.answerWith(status, status)
  await openLogin(service)
  const { body } = await pushes.nthPush(2)
  expect((await app.open(browser.read(body))).code).toBe(
    await codeOf(service, (await app.challenges())[0].id),
  )
  await eventually(
    () => service.logged(),
    (log) => log.includes(`"fault":"status-${status}"`),
  )
  await service.stop()
  expect(pushes.pushed).toHaveLength(2)
})

it('does not try again what was refused for good', async () => {
  const { service, pushes } = await withPush()
  pushes.answerWith(403)
  await openLogin(service)
  await eventually(
    () => service.logged(),
    (log) => log.includes('"fault":"status-403"'),
  )
  await service.stop()
  expect(pushes.pushed).toHaveLength(1)
})

it.each([404, 410])('forgets a subscription that is gone: %d', async (status) => {
  const { service, app, pushes } = await withPush()
  expect(await hasPush(service, app)).toBe(true)
  pushes.answerWith(status)
  await openLogin(service)
  await eventually(
    () => hasPush(service, app),
    (known) => !known,
  )
  await openLogin(service)
  expect(await app.challenges()).toHaveLength(1)
  await service.stop()
  expect(pushes.pushed).toHaveLength(1)
})

it('204: pushes nothing any more once it was told to stop', async () => {
  const { service, app, pushes } = await withPush()
  expect((await service.delete('/device/push', app.asDevice)).status).toBe(204)
  expect(await hasPush(service, app)).toBe(false)
  await openLogin(service)
  expect(await app.challenges()).toHaveLength(1)
  await service.stop()
  expect(pushes.pushed).toEqual([])
})

it('the login does not wait for a push service that is away', async () => {
  const { service, app } = await withPush()
  const { subscription } = (await startPushService()).subscribe()
  const away = { ...subscription, endpoint: 'http://127.0.0.1:1/push' }
  expect((await service.put('/device/push', away, app.asDevice)).status).toBe(204)
  const { id } = await openLogin(service)
  expect((await app.challenges())[0].id).toBe(id)
  await eventually(
    () => service.logged(),
    (log) => log.includes('"fault":"unreachable"'),
  )
  expect(service.logged()).not.toContain('127.0.0.1:1/push')
})

it('400 and 422: a subscription that could never be pushed to', async () => {
  const { service, app, browser } = await withPush()
  const put = (changed: object) =>
    service.put('/device/push', { ...browser.subscription, ...changed }, app.asDevice)
  const { keys } = browser.subscription
  const noPoint = Buffer.alloc(65, 4).toString('base64url')
  expect((await put({ keys: { ...keys, p256dh: noPoint } })).body.errors).toMatchObject([
    { pointer: '#/keys/p256dh' },
  ])
  expect((await put({ keys: { ...keys, auth: 'short' } })).body.code).toBe('body-invalid')
  const endpoint = 'https://user:word@push.example/'
  expect((await put({ endpoint })).body).toMatchObject({
    ...{ code: 'push-refused', reason: 'credentials' },
  })
  expect(await hasPush(service, app)).toBe(true)
})

it('409: a service without keys for it sends no pushes, and the app works all the same', async () => {
  const service = await startTestService({
    parts,
    env: {
      ...{ CARRIERS: 'twilio', TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` },
      ...{ TWILIO_AUTH_TOKEN: '0'.repeat(32), TWILIO_FROM: '+31850000001' },
    },
  })
  const app = await userWithApp(service, 'anna')
  const { vapidPublicKey } = (await service.get('/device', app.asDevice)).body
  expect(vapidPublicKey).toBeNull()
  const { subscription } = (await startPushService()).subscribe()
  const put = await service.put('/device/push', subscription, app.asDevice)
  expect(put.body.code).toBe('push-unavailable')
  await openLogin(service)
  expect(await app.challenges()).toHaveLength(1)
})
