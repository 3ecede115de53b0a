import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { changePolicy } from '../../src/accounts/index.ts'
import { userWithApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const PASSWORD = 'vier natte fietsen op het dak'
const OTHER_PASSWORD = 'drie droge katten in de kast'
const DAY_MS = 24 * 3_600_000

/** RFC 6238, written anew: what an authenticator shows. */
function totpAt(secret: string, ms: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)))
  const digest = createHmac('sha1', key).update(step).digest()
  const offset = (digest[19] ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A user with an app that is paired, another with an authenticator, and a password each. */
async function withCouplings() {
  const service = await startTestService()
  const { post, put, clock } = service
  const app = await userWithApp(service, 'anna')
  await put('/v1/users/bert', {})
  const { factor, secret } = (await post('/v1/users/bert/factors', { method: 'totp' })).body
  const code = totpAt(secret, clock.now())
  const confirmed = await post(`/v1/users/bert/factors/${factor.id}/confirm`, { code })
  if (confirmed.status !== 200) throw new Error(confirmed.text)
  for (const userId of ['anna', 'bert'])
    await put(`/v1/users/${userId}/login`, { name: userId, password: PASSWORD })

  /** Each coupling does what it is for. */
  const work = async () => {
    expect((await service.get('/v1/users/anna')).status).toBe(200)
    expect((await service.get('/device', app.asDevice)).status).toBe(200)
    const opened = await post('/v1/challenges', { userId: 'anna' })
    const shown = await app.challenges()
    const byApp = shown.find(({ opened: one }) => one.id === opened.body.id)?.opened.code
    await proves(service, opened.body.id, byApp ?? shown[0]?.opened.code)
    clock.advance(60_000)
    const other = await post('/v1/challenges', { userId: 'bert' })
    await proves(service, other.body.id, totpAt(secret, clock.now()))
  }
  const check = (name: string, password: string) =>
    post('/v1/logins/check', { name, password, context: { ip: '203.0.113.7' } })
  return { service, work, check }
}

async function proves({ post }: TestService, id: string, code: string) {
  const verified = await post(`/v1/challenges/${id}/verify`, { code })
  expect(verified.status, verified.text).toBe(200)
}

it('a new password breaks no key of the API, no app and no factor (P2)', async () => {
  const { service, work, check } = await withCouplings()
  await work()
  for (const userId of ['anna', 'bert'])
    await service.put(`/v1/users/${userId}/login`, { name: userId, password: OTHER_PASSWORD })
  expect((await check('anna', PASSWORD)).status).toBe(422)
  expect((await check('anna', OTHER_PASSWORD)).status).toBe(200)
  await work()
})

it('neither does one that was not changed in time, and was taken away (P3)', async () => {
  const { service, work, check } = await withCouplings()
  const { store, clock } = service
  const passwordsFrom = clock.now() + 1000
  await changePolicy(store, 'demo', {
    ...{ changes: { passwordsFrom }, by: 'test', at: clock.now() },
  })
  clock.advance(2000)
  await work()
  clock.advance(100 * DAY_MS)
  await service.service.tidy()
  expect((await check('anna', PASSWORD)).body.code).toBe('login-wrong')
  const replaced = await store.selectFrom('logins').select('replaced_at').execute()
  expect(replaced.every(({ replaced_at }) => replaced_at !== null)).toBe(true)
  await work()
})
