import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  drawPairingCode,
  findFactors,
  parseDeviceKey,
  sealToDevice,
} from '../../src/factors/index.ts'
import { localKeys } from '../../src/local-secrets.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { dataKey } from '../../src/store/index.ts'
import { codeOf } from '../support/code-of.ts'
import { addApp, askToPair, makeKey, pairApp, userWithApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const minutes = (count: number) => count * 60_000

async function withPairingCode() {
  const service = await startTestService()
  await service.put('/v1/users/anna', {})
  return { service, ...(await addApp(service, 'anna')) }
}

const openLogin = async (service: TestService, userId = 'anna') =>
  (await service.post('/v1/challenges', { userId })).body

it('201: pairs, and says what the app needs to go on', async () => {
  const { service, pairingCode, factor } = await withPairingCode()
  const { status, headers, body } = await askToPair(service, { pairingCode })
  expect(status).toBe(201)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body).toEqual({
    token: expect.stringMatching(/^dev_[\w-]{32}$/),
    factorId: factor.id,
    tenant: { siteName: 'Demo', appName: 'Belcode app' },
    vapidPublicKey: expect.stringMatching(/^[\w-]{87}$/),
  })
  const [event] = await service.store
    .selectFrom('audit_events')
    .select('detail')
    .where('kind', '=', 'device.paired')
    .execute()
  expect(JSON.parse(event?.detail ?? '')).toMatchObject({ factor: factor.id, method: 'app' })
})

it('400: a key that is none, or that is not only public, and the code stays good', async () => {
  const { service, pairingCode } = await withPairingCode()
  const { publicKey } = await makeKey()
  const ask = (changed: object) =>
    askToPair(service, { pairingCode, publicKey: { ...publicKey, ...changed } })
  expect((await ask({ x: publicKey.y })).body.errors).toMatchObject([{ pointer: '#/publicKey' }])
  for (const changed of [{ d: publicKey.x }, { crv: 'P-384' }, { kty: 'RSA' }, { y: undefined }])
    expect((await ask(changed)).body.code).toBe('body-invalid')
  expect((await askToPair(service, { pairingCode, name: 'a\u0000b' })).status).toBe(400)
  expect((await ask({})).status).toBe(201)
})

it('429: the user had as many codes as an hour allows, and the pairing code is spent', async () => {
  const service = await startTestService()
  await userWithApp(service, 'anna')
  const { assertion } = await proveByApp(service)
  const answers = []
  let pairingCode = ''
  for (let count = 0; count < 4; count++) {
    pairingCode = (await addApp(service, 'anna', assertion)).pairingCode
    answers.push(await askToPair(service, { pairingCode }))
  }
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429])
  expect(answers[3]?.body).toMatchObject({ code: 'limit-reached', limit: 'user-1h' })
  expect((await askToPair(service, { pairingCode })).status).toBe(422)
})

async function proveByApp(service: TestService) {
  const { id } = await openLogin(service)
  const code = await codeOf(service, id)
  return (await service.post(`/v1/challenges/${id}/verify`, { code })).body
}

it('401: without a token, with an unknown one, and with the key of a panel', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const unknown = `Bearer dev_${'A'.repeat(32)}`
  const id = `ch_${'0'.repeat(40)}`
  for (const authorization of ['', unknown, `Bearer ${service.key}`, app.token]) {
    const headers = { authorization }
    const push = { endpoint: 'https://push.example/', keys: { p256dh: '', auth: '' } }
    const answers = [
      await service.get('/device', headers),
      await service.get('/device/challenges', headers),
      await service.get('/device/events', headers),
      await service.post(`/device/challenges/${id}/report`, undefined, headers),
      await service.put('/device/push', push, headers),
      await service.delete('/device/push', headers),
      await service.delete('/device', headers),
    ]
    for (const { status, headers: answered, body } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'device-unknown' })
      expect(answered.get('www-authenticate')).toBe('Bearer')
    }
  }
  expect((await service.get('/v1/users/anna', app.asDevice)).status).toBe(401)
  expect((await service.get('/device', app.asDevice)).status).toBe(200)
})

it('401: at once when the factor was removed, and its stream ends', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const { assertion } = await proveByApp(service)
  const events = await app.follow()
  await events.next()
  const path = `/v1/users/anna/factors/${app.factorId}`
  expect((await service.delete(path, { proof: assertion })).status).toBe(204)
  expect((await service.get('/device', app.asDevice)).status).toBe(401)
  expect(await events.next()).toBeNull()
})

it('401: at once when the factor was disabled; a stream that was told nothing ends in a minute', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const events = await app.follow()
  await events.next()
  const disabled = { disabled_at: service.clock.now() }
  await service.store.updateTable('factors').set(disabled).where('id', '=', app.factorId).execute()
  expect((await service.get('/device/challenges', app.asDevice)).status).toBe(401)
  service.clock.advance(minutes(1))
  expect(await events.next()).toBeNull()
})

it('401: the older of two apps that paired with one factor is out', async () => {
  const { service, pairingCode, factor } = await withPairingCode()
  const older = await pairApp(service, pairingCode)
  const newer = await pairApp(service, await anotherCode(service, factor.id))
  expect((await service.get('/device', older.asDevice)).status).toBe(401)
  expect((await service.get('/device', newer.asDevice)).body.factorId).toBe(factor.id)
})

/** As the helpdesk draws one. */
async function anotherCode(service: TestService, factorId: string): Promise<string> {
  const { store, config, clock } = service
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  const key = await dataKey(store, keyring, 'pairing-code')
  const now = clock.now()
  const whose = { tenantId: 'demo', userId: 'anna', now }
  const factor = (await findFactors(store, whose)).find(({ id }) => id === factorId)
  if (!factor) throw new Error('it was added')
  return (await drawPairingCode(store, { factor, key, now })).pairingCode
}

it('200: the stream sends what is open at once, and what ended with whom ended it', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const first = await openLogin(service)
  const events = await app.follow()
  expect((await events.next())?.map(({ id }) => id)).toEqual([first.id])

  const second = await openLogin(service)
  const seen = [await events.next()]
  // The older one ends a moment before the newer one is announced, or with it.
  while (seen.at(-1)?.[0]?.id !== second.id) seen.push(await events.next())
  await service.post(`/v1/challenges/${second.id}/cancel`)
  expect(await events.next()).toEqual([])

  const third = await openLogin(service)
  expect((await events.next())?.map(({ id }) => id)).toEqual([third.id])
  service.clock.advance(minutes(5))
  await service.service.tidy()
  expect(await events.next()).toEqual([])
  events.close()
})

it('404 and 410: what is not there, and what ended already, is not reported', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const report = (id: string) =>
    service.post(`/device/challenges/${id}/report`, undefined, app.asDevice)
  expect((await report(`ch_${'0'.repeat(40)}`)).body.code).toBe('not-found')
  expect((await report('nope')).body.code).toBe('request-invalid')
  const { id } = await openLogin(service)
  await service.post(`/v1/challenges/${id}/cancel`)
  expect((await report(id)).body).toMatchObject({
    code: 'challenge-closed',
    challengeStatus: 'cancelled',
  })
})

it('404: an app that is not confirmed yet has no say in the logins of its user', async () => {
  const service = await startTestService()
  await userWithApp(service, 'anna')
  const { assertion } = await proveByApp(service)
  const { pairingCode } = await addApp(service, 'anna', assertion)
  const pending = await pairApp(service, pairingCode, 'Tablet')
  const { id } = await openLogin(service)
  const path = `/device/challenges/${id}/report`
  expect((await service.post(path, undefined, pending.asDevice)).status).toBe(404)
  expect((await service.get(`/v1/challenges/${id}`)).body.status).toBe('open')
  expect(await pending.challenges()).toEqual([])
})

it('204: an app that leaves takes its factor with it, and its user is told', async () => {
  const service = await startTestService()
  await service.put('/v1/users/anna', { emails: ['anna@panel.example'] })
  const app = await userWithApp(service, 'anna')
  const { id } = await openLogin(service)
  expect((await service.delete('/device', app.asDevice)).status).toBe(204)
  expect((await service.get('/device', app.asDevice)).status).toBe(401)
  expect((await service.get('/v1/users/anna')).body.factors).toEqual([])
  expect((await service.get(`/v1/challenges/${id}`)).body.status).toBe('cancelled')
  expect(await mailsAbout(service, 'factor-removed')).toBe(1)
})

it('204: the last app may leave too where one is required, and nobody begins anew with a password', async () => {
  const service = await startTestService()
  const app = await userWithApp(service, 'anna')
  const enforceAt = new Date(service.clock.now() - 1000).toISOString()
  expect((await service.patch('/v1/policy', { enforceAt })).status).toBe(200)
  expect((await service.delete('/device', app.asDevice)).status).toBe(204)
  expect((await service.get('/device', app.asDevice)).status).toBe(401)
  const [factor] = (await service.get('/v1/users/anna')).body.factors
  expect(factor).toMatchObject({ id: app.factorId, state: 'disabled' })
  expect((await service.post('/v1/challenges', { userId: 'anna' })).body.code).toBe('no-factor')
  const begun = await service.post('/v1/users/anna/factors', { method: 'totp' })
  expect(begun.body.code).toBe('proof-needed')
})

it('204: an app that was never confirmed leaves without a word', async () => {
  const { service, pairingCode } = await withPairingCode()
  await service.put('/v1/users/anna', { emails: ['anna@panel.example'] })
  const app = await pairApp(service, pairingCode)
  expect((await service.delete('/device', app.asDevice)).status).toBe(204)
  expect((await service.get('/v1/users/anna')).body.factors).toEqual([])
  expect(await mailsAbout(service, 'factor-removed')).toBe(0)
})

async function mailsAbout({ store }: TestService, kind: string) {
  const rows = await store.selectFrom('notices').select('kind').where('kind', '=', kind).execute()
  return rows.length
}

it('the sample in docs/devices.md opens what is sealed to a device', async () => {
  const docs = readFileSync(new URL('../../docs/devices.md', import.meta.url), 'utf8')
  const sample = Array.from(docs.matchAll(/```js\n([\s\S]*?)```/g), ([, code = '']) => code)[1]
  const source = `${sample}\nexport { open }`
  const { open } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`
  )
  const { publicKey, privateKey } = await makeKey()
  const key = parseDeviceKey(publicKey)
  if (!key) throw new Error('WebCrypto makes such keys')
  const payload = { code: '048291', siteName: 'Één panel ✓' }
  expect(await open(await sealToDevice(key, payload), privateKey)).toEqual(payload)
})
