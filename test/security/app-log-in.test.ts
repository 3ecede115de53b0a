import { expect, it } from 'vitest'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { addUserWithLogin, PASSWORD } from '../support/visitor.ts'

/** Gain: an app of one's own on somebody's account, with the password alone. */

const NUMBER = '06 12345678'

async function publicKey() {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['deriveBits'])
  return crypto.subtle.exportKey('jwk', pair.publicKey)
}

const logIn = async (service: TestService, more: object = {}) =>
  service.post('/device/log-in', {
    ...{ name: 'anna', password: PASSWORD, deviceName: 'Pixel 9' },
    ...{ publicKey: await publicKey(), ...more },
  })

const apps = (service: TestService) =>
  service.store.selectFrom('devices').select('factor_id').execute()

async function addNumber(service: TestService) {
  const factors = '/v1/users/anna/factors'
  const { body } = await service.post(factors, { method: 'voice', number: NUMBER })
  const code = await codeOf(service, body.challenge.id)
  const confirmed = await service.post(`${factors}/${body.factor.id}/confirm`, { code })
  expect(confirmed.status, confirmed.text).toBe(200)
}

it('201: name and password are enough for who has nothing else, and count for nothing yet', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const answer = await logIn(service)
  expect(answer.status, answer.text).toBe(201)
  const { token, factorId } = answer.body
  const device = await service.get('/device', { authorization: `Bearer ${token}` })
  expect(device.body).toMatchObject({ factorId, state: 'pending' })
  expect((await service.post('/v1/challenges', { userId: 'anna' })).body.code).toBe('no-factor')

  const challenges = await service.get('/device/challenges', { authorization: `Bearer ${token}` })
  const code = await codeOf(service, challenges.body.challenges[0].id)
  const path = `/v1/users/anna/factors/${factorId}/confirm`
  expect((await service.post(path, { code })).status).toBe(200)
})

it('403: whoever has a factor proves it first, with a code that is right, once', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  await addNumber(service)
  service.clock.advance(2 * 60_000)
  const refused = await logIn(service)
  expect(refused.status, refused.text).toBe(403)
  expect(refused.body).toMatchObject({ code: 'app-proof-needed', reason: 'missing' })
  const { challengeId } = refused.body
  const code = await codeOf(service, challengeId)
  const prove = (typed: string) => logIn(service, { proof: { challengeId, code: typed } })

  expect((await prove(wrongCodeFor(code))).body).toMatchObject({ code: 'code-wrong' })
  expect(await apps(service)).toEqual([])
  expect((await prove(code)).status).toBe(201)
  expect((await prove(code)).body.code).toBe('challenge-closed')
  expect(await apps(service)).toHaveLength(1)
})

it('somebody else’s challenge proves nothing, nor does one for a bare number', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  await addNumber(service)
  await addUserWithLogin(service, { userId: 'bob', name: 'bob' })
  service.clock.advance(2 * 60_000)
  const bare = (await service.post('/v1/challenges', { to: '06 87654321' })).body
  const code = await codeOf(service, bare.id)
  const proof = { challengeId: bare.id, code }
  expect((await logIn(service, { proof })).status).toBe(404)
  expect(await apps(service)).toEqual([])
})

it('422: a wrong password, an unknown name: the same words, and nothing is sent', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  await addNumber(service)
  const wrong = await logIn(service, { password: 'niet mijn wachtwoord' })
  const unknown = await logIn(service, { name: 'niemand' })
  expect([wrong.status, unknown.status]).toEqual([422, 422])
  expect(wrong.text).toBe(unknown.text)
  const calls = await service.store.selectFrom('calls').select('id').execute()
  expect(calls).toHaveLength(1)
})

it('a user whose factors were all disabled is no newcomer', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  await addNumber(service)
  await service.store.updateTable('factors').set({ disabled_at: 1 }).execute()
  expect((await logIn(service)).body).toMatchObject({ reason: 'reset-needed' })
  expect(await apps(service)).toEqual([])
})
