import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { codeHeard, NUMBER, open, read } from '../support/call-flow.ts'
import { eventually } from '../support/eventually.ts'
import { startOutsideCarrier } from '../support/outside-carrier.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/**
 * Gain (T15, T16): the code, or another state of a call, by sending again or out of turn what a
 * carrier once signed. Everything here carries a good signature of the real account.
 */

const { getExpectedTwilioSignature } = createRequire(import.meta.url)('twilio')

type Form = Record<string, string>

async function world() {
  const carrier = await startOutsideCarrier()
  const service = await startTestService({ env: carrier.env })
  const phone = carrier.phones.phone(NUMBER)
  const { id } = await open(service)
  await phone.waitForRing()
  const { sid = '' } = (await phone.lastCall()) ?? {}
  const call = await service.store.selectFrom('calls').selectAll().executeTakeFirstOrThrow()
  const form = { CallSid: sid, AccountSid: carrier.accountSid }
  const path = await pathOf(service, call.id)
  const send = (what: string, more: Form = {}, headers: Form = {}) =>
    post(service, carrier.authToken, `${path}/${what}`, { ...form, ...more }, headers)
  return { ...{ carrier, service, phone, id, sid, call, path, send } }
}

/** The nonce is derived, so the test derives it too: from the sealed data key, as the service does. */
async function pathOf({ store, config }: TestService, callId: string) {
  const { createKeyring, keyedDigest } = await import('../../src/platform/keyring.ts')
  const { localKeys } = await import('../../src/local-secrets.ts')
  const { dataKey } = await import('../../src/store/index.ts')
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  const nonce = keyedDigest(await dataKey(store, keyring, 'webhook-nonce'), 'call', callId)
  return `/carriers/trunk/calls/${callId}/${nonce}`
}

async function post(service: TestService, token: string, path: string, form: Form, headers: Form) {
  const url = `${service.config.publicUrl.href.replace(/\/$/, '')}${path}`
  const response = await fetch(`${service.home}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(token, url, form),
      ...headers,
    },
    body: new URLSearchParams(form),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const speaksCode = (text: string) => (text.match(/digit-\d\.wav/g) ?? []).length > 6

it('a position after the gate speaks no code while the gate is shut', async () => {
  const { phone, send } = await world()
  await phone.answer()
  for (const position of ['code-1', 'code-2']) {
    const answer = await send(`turn/${position}`, { CallStatus: 'in-progress', Digits: '1' })
    expect(answer.status).toBe(200)
    expect(speaksCode(answer.text)).toBe(false)
  }
})

it('a wrong key shuts the gate: the right one comes too late, however often it is sent', async () => {
  const { phone, send, service, id } = await world()
  await phone.answer()
  const { text } = await send('turn/answer', { CallStatus: 'in-progress' })
  const right = /digit-(\d)\.wav/.exec(text)?.[1] ?? ''
  const wrong = right === '8' ? '2' : '8'
  await send('turn/gate-1', { CallStatus: 'in-progress', Digits: wrong })
  for (let again = 0; again < 3; again++) {
    const answer = await send('turn/gate-1', { CallStatus: 'in-progress', Digits: right })
    expect(speaksCode(answer.text)).toBe(false)
  }
  expect((await read(service, id)).call.status).toBe('gate-failed')
})

it('fetching a document again renders the same document, and is no second event', async () => {
  const { phone, send, service } = await world()
  await phone.answer()
  const { text } = await send('turn/answer', { CallStatus: 'in-progress' })
  const right = /digit-(\d)\.wav/.exec(text)?.[1] ?? ''
  const turns = await Promise.all(
    Array.from({ length: 10 }, () =>
      send('turn/gate-1', { CallStatus: 'in-progress', Digits: right }),
    ),
  )
  expect(new Set(turns.map((turn) => turn.text)).size).toBe(1)
  expect(speaksCode(turns[0]?.text ?? '')).toBe(true)
  expect(turns[0]?.headers.get('cache-control')).toBe('no-store')

  const passed = await service.store
    .selectFrom('audit_events')
    .select('detail')
    .where('detail', 'like', '%gate-passed%')
    .execute()
  expect(passed).toHaveLength(1)
})

it('each callback ten times, shuffled and late: the same end, one audit row for each step', async () => {
  const { carrier, phone, send, service, id } = await world()
  await phone.answer()
  await phone.waitForQuestion()
  const { text } = await send('turn/answer', { CallStatus: 'in-progress' })
  await phone.press(/digit-(\d)\.wav/.exec(text)?.[1] ?? '')
  const { sid } = await phone.waitForEnd()
  await eventually(
    () => read(service, id),
    ({ call }) => call.status === 'completed',
  )
  const statuses = ['ringing', 'initiated', 'failed', 'in-progress', 'busy', 'completed', 'queued']
  for (let round = 0; round < 10; round++)
    for (const [n, CallStatus] of statuses.entries())
      expect((await send('status', { CallStatus, SequenceNumber: String(n) })).status).toBe(204)

  expect((await read(service, id)).call.status).toBe('completed')
  const moves = await service.store
    .selectFrom('audit_events')
    .select('detail')
    .where('kind', '=', 'call.moved')
    .execute()
  expect(new Set(moves.map(({ detail }) => detail)).size).toBe(moves.length)
  const code = codeHeard(await carrier.phones.transcript(sid))
  expect((await service.post(`/v1/challenges/${id}/verify`, { code })).status).toBe(200)
})

it('403: another CallSid, another nonce, another carrier, another host, another account', async () => {
  const { send, path, service, carrier, sid } = await world()
  const status = { CallStatus: 'ringing' }
  expect((await send('status', status)).status).toBe(204)
  expect((await send('status', { ...status, CallSid: `CA${'0'.repeat(32)}` })).status).toBe(403)
  expect((await send('status', { ...status, AccountSid: `AC${'0'.repeat(32)}` })).status).toBe(403)
  expect((await send('status', status, { host: 'evil.example' })).status).toBe(204)

  const form = { CallSid: sid, AccountSid: carrier.accountSid, ...status }
  const otherNonce = path.replace(/[^/]+$/, 'A'.repeat(22))
  const otherCall = path.replace(/ca_[0-9a-f]{40}/, `ca_${'0'.repeat(40)}`)
  for (const wrong of [otherNonce, otherCall, path.replace('trunk', 'simulated')])
    expect((await post(service, carrier.authToken, `${wrong}/status`, form, {})).status).toBe(403)
  expect((await post(service, 'another-token', `${path}/status`, form, {})).status).toBe(403)
})

it('a code is not spoken after it expired', async () => {
  const { service, send } = await world()
  service.clock.advance(300_000)
  const { text } = await send('turn/answer', { CallStatus: 'in-progress' })
  expect(text).toContain('code-expired.wav')
  expect(text).toContain('<Hangup')
})
