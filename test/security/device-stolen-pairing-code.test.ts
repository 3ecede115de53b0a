import { expect, it } from 'vitest'
import { codeOf } from '../support/code-of.ts'
import { addApp, askToPair, pairApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const minutes = (count: number) => count * 60_000
const proxied = { env: { TRUSTED_PROXIES: '127.0.0.1' } }
const nobodys = '0000000000'

async function withPairingCode(options = {}) {
  const service = await startTestService(options)
  await service.put('/v1/users/anna', {})
  return { service, ...(await addApp(service, 'anna')) }
}

/** Every answer to a code that is no good: the same, to the byte. */
async function answersTo(service: TestService, codes: readonly string[]) {
  const answers = []
  for (const pairingCode of codes) answers.push(await askToPair(service, { pairingCode }))
  return new Set(answers.map(({ status, text }) => `${status} ${text}`))
}

/** Gain: the thief's phone is the user's second factor, with a code seen over a shoulder. */
it('a code that was used, that is too old, or whose factor is done with pairs nobody', async () => {
  const { service, pairingCode: used, factor } = await withPairingCode()
  const app = await pairApp(service, used)
  const left = await addApp(service, 'anna')
  await service.put('/v1/users/bob', {})
  const removed = await addApp(service, 'bob')
  await service.delete(`/v1/users/bob/factors/${removed.factor.id}`)
  const [challenge] = await app.challenges()
  await service.post(`/v1/users/anna/factors/${factor.id}/confirm`, {
    code: challenge.opened.code,
  })

  const noCode = ['', 'x'.repeat(40), nobodys, `${used}0`]
  const answers = await answersTo(service, [used, removed.pairingCode, ...noCode])
  service.clock.advance(minutes(15))
  for (const answer of await answersTo(service, [left.pairingCode])) answers.add(answer)
  expect([...answers]).toEqual([expect.stringMatching(/^422 .*"code":"pairing-code-wrong"/)])
  expect((await service.get('/device', app.asDevice)).status).toBe(200)
})

it('a code that was drawn before the newest one of the same user pairs nobody', async () => {
  const { service, pairingCode: older } = await withPairingCode()
  const { pairingCode: newer } = await addApp(service, 'anna')
  await service.put('/v1/users/bob', {})
  const { pairingCode: ofBob } = await addApp(service, 'bob')
  expect((await askToPair(service, { pairingCode: older })).body.code).toBe('pairing-code-wrong')
  expect((await askToPair(service, { pairingCode: newer })).status).toBe(201)
  expect((await askToPair(service, { pairingCode: ofBob })).status).toBe(201)
})

it('a code leads to its own factor, and confirms nothing by itself', async () => {
  const { service, pairingCode, factor } = await withPairingCode()
  await service.put('/v1/users/bob', {})
  const other = await addApp(service, 'bob')
  const thief = await pairApp(service, pairingCode)
  expect(thief.factorId).toBe(factor.id)

  const [challenge] = await thief.challenges()
  const path = `/v1/users/bob/factors/${other.factor.id}/confirm`
  const { code } = challenge.opened
  expect((await service.post(path, { code })).body.code).toBe('challenge-closed')
  const login = await service.post('/v1/challenges', { userId: 'anna' })
  expect(login.body.code).toBe('no-factor')
  service.clock.advance(minutes(15))
  expect((await service.get('/device', thief.asDevice)).status).toBe(401)
})

it('20 apps with one code at the same moment: one pairs', async () => {
  const { service, pairingCode } = await withPairingCode(proxied)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => askToPair(service, { pairingCode }, `192.0.2.${n + 1}`)),
  )
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([201, ...Array<number>(19).fill(422)])
  const { length } = await service.store.selectFrom('devices').selectAll().execute()
  expect(length).toBe(1)
})

/** Gain: somebody's factor, by trying codes; 50 bits, for a quarter of an hour. */
it('an address has ten wrong codes in ten minutes and thirty in an hour, sent at once or not', async () => {
  const { service, pairingCode } = await withPairingCode(proxied)
  const guess = (from: string) => askToPair(service, { pairingCode: nobodys }, from)
  const count = async (from: string, times: number) => {
    const answers = await Promise.all(Array.from({ length: times }, () => guess(from)))
    return answers.filter(({ status }) => status === 422).length
  }
  expect(await count('192.0.2.1', 15)).toBe(10)
  const refused = await askToPair(service, { pairingCode }, '192.0.2.1')
  expect(refused.body.code).toBe('pairing-too-often')
  expect(refused.body.retryAfterSeconds).toBeGreaterThan(590)
  expect(refused.headers.get('retry-after')).toBe(String(refused.body.retryAfterSeconds))
  expect(refused.headers.get('ratelimit')).toContain('"wrong-pairing-codes-10m";r=0')
  expect(await count('192.0.2.2', 1)).toBe(1)
  expect((await askToPair(service, { pairingCode }, '192.0.2.2')).status).toBe(201)

  service.clock.advance(minutes(10))
  expect(await count('192.0.2.1', 15)).toBe(10)
  service.clock.advance(minutes(10))
  expect(await count('192.0.2.1', 15)).toBe(10)
  service.clock.advance(minutes(10))
  expect(await count('192.0.2.1', 15)).toBe(0)
})

it('a whole IPv6 /64 is one address', async () => {
  const { service } = await withPairingCode(proxied)
  const answers = []
  for (let n = 1; n <= 11; n++)
    answers.push(await askToPair(service, { pairingCode: nobodys }, `2001:db8:1:2::${n}`))
  expect(answers.at(-1)?.status).toBe(429)
})

it('a forged X-Forwarded-For is no other address where no proxy is trusted', async () => {
  const { service } = await withPairingCode()
  const answers = []
  for (let n = 1; n <= 11; n++)
    answers.push(await askToPair(service, { pairingCode: nobodys }, `192.0.2.${n}`))
  expect(answers.at(-1)?.status).toBe(429)
})

it('a right code counts for nothing: an office pairs all its phones', async () => {
  const service = await startTestService()
  for (let n = 0; n < 12; n++) {
    await service.put(`/v1/users/user-${n}`, {})
    const { pairingCode } = await addApp(service, `user-${n}`)
    expect((await askToPair(service, { pairingCode })).status).toBe(201)
  }
})

it('a database that was stolen tells no code: neither the one to pair with nor the one it confirms', async () => {
  const { service, pairingCode } = await withPairingCode()
  const bare = pairingCode.replace('-', '')
  const rows = await service.store.selectFrom('pairing_codes').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(bare)
  await pairApp(service, pairingCode)
  const challenges = await service.store.selectFrom('challenges').selectAll().execute()
  const [{ id } = { id: '' }] = challenges
  expect(challenges).toHaveLength(1)
  const { code_sealed: _sealed, ...open } = challenges[0] ?? {}
  expect(JSON.stringify(open)).not.toContain(`"${await codeOf(service, id)}"`)
  expect(service.logged()).not.toContain(bare)
  expect(service.logged()).not.toContain(pairingCode)
})
