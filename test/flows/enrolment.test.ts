import { createHmac } from 'node:crypto'
import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'

/** A user of the panel, with nothing to prove it yet. */
async function newcomer(service: TestService) {
  const user = { displayName: 'Anna de Vries', emails: ['anna@panel.example'], locale: 'nl-NL' }
  expect((await service.put('/v1/users/anna', user)).status).toBe(200)
}

const minutes = (count: number) => count * 60_000

/** RFC 6238 with what every authenticator takes for granted, written from the RFC. */
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

/** Adds a number and types in what the call says. */
async function addNumber(service: TestService, proof = '', number = '06 12345678') {
  const added = await service.post(
    '/v1/users/anna/factors',
    { method: 'voice', number, label: 'mijn mobiel' },
    { proof },
  )
  expect(added.status, added.text).toBe(201)
  const { factor, challenge } = added.body
  const code = await codeOf(service, challenge.id)
  const path = `/v1/users/anna/factors/${factor.id}/confirm`
  const confirmed = await service.post(path, { code })
  expect(confirmed.status, confirmed.text).toBe(200)
  return confirmed.body
}

async function addAuthenticator(service: TestService, proof = '') {
  const added = await service.post('/v1/users/anna/factors', { method: 'totp' }, { proof })
  expect(added.status, added.text).toBe(201)
  const { factor, secret } = added.body
  const path = `/v1/users/anna/factors/${factor.id}/confirm`
  const code = totpAt(secret, service.clock.now())
  const confirmed = await service.post(path, { code })
  expect(confirmed.status, confirmed.text).toBe(200)
  return { ...confirmed.body, secret }
}

const factorsOf = async (service: TestService): Promise<Json[]> =>
  (await service.get('/v1/users/anna')).body.factors

it('a user adds a number, then an authenticator, and logs in with either', async () => {
  const service = await startTestService()
  await newcomer(service)
  expect((await service.post('/v1/challenges', { userId: 'anna' })).body.code).toBe('no-factor')

  const voice = await addNumber(service)
  expect(voice.factor).toMatchObject({ state: 'confirmed', primary: true, label: 'mijn mobiel' })
  expect(decodeJwt(voice.assertion)).toMatchObject({ sub: 'anna', factor: voice.factor.id })
  const totp = await addAuthenticator(service, voice.assertion)
  expect((await factorsOf(service)).map(({ method, primary }) => [method, primary])).toEqual([
    ['voice', true],
    ['totp', false],
  ])

  service.clock.advance(minutes(5))
  const opened = await service.post('/v1/challenges', { userId: 'anna' })
  expect(opened.status, opened.text).toBe(201)
  expect(opened.body).toMatchObject({ method: 'voice', codeLength: 6 })
  expect(opened.body.otherMethods).toMatchObject([{ factorId: totp.factor.id, method: 'totp' }])
  const { id } = opened.body
  const byVoice = await codeOf(service, id)

  const switched = await service.post(`/v1/challenges/${id}/switch`, { factorId: totp.factor.id })
  expect(switched.body).toMatchObject({ id, method: 'totp', call: null })
  const verify = (code: string) => service.post(`/v1/challenges/${id}/verify`, { code })
  const right = totpAt(totp.secret, service.clock.now())
  expect((await verify(byVoice === right ? wrongCodeFor(right) : byVoice)).status).toBe(422)
  const approved = await verify(right)
  expect(approved.status, approved.text).toBe(200)
  expect(decodeJwt(approved.body.assertion)).toMatchObject({ sub: 'anna', amr: ['otp', 'mfa'] })

  // The same code again: RFC 6238 section 5.2.
  const again = await service.post('/v1/challenges', { userId: 'anna', factorId: totp.factor.id })
  const replayed = await service.post(`/v1/challenges/${again.body.id}/verify`, { code: right })
  expect(replayed.body.code).toBe('code-wrong')
})

it('403: changes to factors want a fresh proof by a factor that is there', async () => {
  const service = await startTestService()
  await newcomer(service)
  const { assertion, factor } = await addNumber(service)
  const add = (proof: string) =>
    service.post('/v1/users/anna/factors', { method: 'totp' }, { proof })
  const path = `/v1/users/anna/factors/${factor.id}`

  for (const [proof, reason] of [
    ['', 'missing'],
    ['not.a.jwt', 'expired'],
  ] as const) {
    const refused = await add(proof)
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({ code: 'proof-needed', reason })
    expect((await service.delete(path, { proof })).body.code).toBe('proof-needed')
    expect((await service.patch(path, { label: 'x' }, { proof })).body.code).toBe('proof-needed')
    const codes = await service.post('/v1/users/anna/recovery-codes', undefined, { proof })
    expect(codes.body.code).toBe('proof-needed')
  }
  expect((await add(assertion)).status).toBe(201)
  service.clock.advance(minutes(5) + 1000)
  expect((await add(assertion)).body.reason).toBe('expired')

  await service.put('/v1/users/bob', {})
  const bob = await service.post('/v1/users/bob/factors', { method: 'voice', number: '0687654321' })
  const code = await codeOf(service, bob.body.challenge.id)
  const confirmed = await service.post(`/v1/users/bob/factors/${bob.body.factor.id}/confirm`, {
    code,
  })
  expect((await add(confirmed.body.assertion)).body.reason).toBe('wrong-user')
})

it('a number that is added later proves logins at once and changes after 72 hours', async () => {
  const service = await startTestService()
  await newcomer(service)
  const totp = await addAuthenticator(service)
  service.clock.advance(minutes(90))
  const login = await service.post('/v1/challenges', { userId: 'anna' })
  const code = totpAt(totp.secret, service.clock.now())
  const { assertion } = (await service.post(`/v1/challenges/${login.body.id}/verify`, { code }))
    .body
  const voice = await addNumber(service, assertion)
  expect(voice.factor.heldUntil).not.toBeNull()

  const change = (proof: string) =>
    service.post('/v1/users/anna/recovery-codes', undefined, { proof })
  const byNumber = async () => {
    const opened = await service.post('/v1/challenges', {
      userId: 'anna',
      factorId: voice.factor.id,
    })
    expect(opened.status, opened.text).toBe(201)
    const spoken = await codeOf(service, opened.body.id)
    const path = `/v1/challenges/${opened.body.id}/verify`
    return (await service.post(path, { code: spoken })).body.assertion
  }
  expect((await change(voice.assertion)).body).toMatchObject({
    code: 'proof-needed',
    reason: 'held',
  })
  service.clock.advance(71 * minutes(60))
  expect((await change(await byNumber())).body.reason).toBe('held')
  service.clock.advance(minutes(60))
  const codes = await change(await byNumber())
  expect(codes.status).toBe(201)
  expect(codes.body.codes).toHaveLength(10)
})

it('a recovery code lets in once, and the set is replaced as a whole', async () => {
  const service = await startTestService()
  await newcomer(service)
  const { assertion } = await addAuthenticator(service)
  const drawn = await service.post('/v1/users/anna/recovery-codes', undefined, { proof: assertion })
  const [first = '', second = ''] = drawn.body.codes as string[]
  const recovery = (await factorsOf(service)).find(({ method }) => method === 'recovery')
  expect(recovery).toMatchObject({ primary: false, codesLeft: 10 })

  const use = async (typed: string) => {
    const body = { userId: 'anna', factorId: recovery.id }
    const { id } = (await service.post('/v1/challenges', body)).body
    return service.post(`/v1/challenges/${id}/verify`, { code: typed })
  }
  expect((await use(first.toLowerCase())).status).toBe(200)
  expect((await use(first)).body.code).toBe('code-wrong')
  await service.post('/v1/users/anna/recovery-codes', undefined, { proof: assertion })
  expect((await use(second)).body.code).toBe('code-wrong')
})

it('the last factor stays while one is required, and removing one ends what it was to prove', async () => {
  const service = await startTestService()
  await newcomer(service)
  const { assertion, factor } = await addNumber(service)
  service.clock.advance(minutes(2))
  const opened = await service.post('/v1/challenges', { userId: 'anna' })
  const past = new Date(service.clock.now() - 1000).toISOString()
  expect((await service.patch('/v1/policy', { enforceAt: past })).status).toBe(200)

  const path = `/v1/users/anna/factors/${factor.id}`
  const remove = () => service.delete(path, { proof: assertion })
  // A policy is believed for a second.
  await eventually(
    () => service.get('/v1/users/anna'),
    ({ body }) => body.enrolment.required,
  )
  expect((await remove()).body.code).toBe('last-factor')
  await addAuthenticator(service, assertion)
  expect((await remove()).status).toBe(204)
  const after = await service.get(`/v1/challenges/${opened.body.id}`)
  expect(after.body.status).toBe('cancelled')
  expect((await factorsOf(service)).map(({ method }) => method)).toEqual(['totp'])
})

it('nothing counts until it is confirmed, and what is left unconfirmed vanishes', async () => {
  const service = await startTestService()
  await newcomer(service)
  const added = await service.post('/v1/users/anna/factors', { method: 'totp' })
  expect(added.body.qrSvg).toContain('<svg')
  expect((await service.get('/v1/users/anna')).body.enrolment.state).toBe('none')
  expect((await service.post('/v1/challenges', { userId: 'anna' })).body.code).toBe('no-factor')
  service.clock.advance(minutes(15))
  await service.service.tidy()
  expect(await factorsOf(service)).toEqual([])
  const path = `/v1/users/anna/factors/${added.body.factor.id}/confirm`
  expect((await service.post(path, { code: '123456' })).body.code).toBe('factor-unknown')
})
