import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Position, Step } from '../../../src/calls/dialogue.ts'
import { StoreUnavailable } from '../../../src/platform/problem.ts'
import {
  callSid,
  common,
  createWebhookWorld,
  reference,
  type WebhookWorld,
} from './webhook-world.ts'

let world: WebhookWorld
beforeEach(async () => {
  world = await createWebhookWorld()
})
afterEach(() => world.stop())

const listenThen = (then: Position): Step => ({ do: 'listen', digits: 1, timeoutSeconds: 7, then })

describe('a turn', () => {
  it('200: is TwiML that nobody keeps', async () => {
    const { statusCode, headers, body } = await world.ask()

    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'cache-control': 'no-store',
    })
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Play>https://otp.example.nl/prompts/nl-NL/greeting.wav</Play></Response>',
    )
  })

  it('200: sends the callee on to the next one by an absolute address that is asked again', async () => {
    world.script.turn = { locale: 'nl-NL', steps: [listenThen('gate-1')] }
    const { callId, nonce } = reference
    const { body } = await world.ask()

    expect(/action="([^"]*)"/.exec(body)?.[1]).toBe(
      `https://otp.example.nl/carriers/twilio/calls/${callId}/${nonce}/turn/gate-1` +
        '#ct=2000&amp;rt=4000&amp;rc=2&amp;rp=5xx,ct,rt',
    )
  })

  it('200: passes on which keys were pressed, or none', async () => {
    await world.ask()
    await world.ask({ webhook: 'turn/gate-1', form: { ...common, Digits: '4' } })
    await world.ask({ webhook: 'turn/code-2', form: { ...common, Digits: '' } })
    await world.ask({ webhook: 'turn/gate-2', form: { ...common, Digits: '*#12' } })

    expect(world.asked).toEqual([
      { at: 'answer', listened: null },
      { at: 'gate-1', listened: { keys: '4' } },
      { at: 'code-2', listened: null },
      { at: 'gate-2', listened: { keys: '*#12' } },
    ])
  })

  it('200: is the same each time it is asked', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.ask()))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  })

  it('200: is said by the voice of a carrier that is set so', async () => {
    const { body } = await world.ask({ carrier: 'backup', token: 'backup-token' })
    expect(body).toContain('<Say voice="Polly.Laura-Neural" language="nl-NL">')
  })

  it('200: with the old token too, while it is being changed', async () => {
    expect((await world.ask({ token: 'old-token' })).statusCode).toBe(200)
  })

  it('200: with parameters that Twilio added since', async () => {
    const form = { ...common, StirVerstat: 'TN-Validation-Passed-A', Tag: ['b', 'a'], New: 'één' }
    expect((await world.ask({ form })).statusCode).toBe(200)
  })

  it.each([
    ['/belcode', 'a proxy that passes the prefix on'],
    ['', 'a proxy that takes the prefix away'],
  ])('200: below a public address with a path, behind %s', async (prefix) => {
    await world.stop()
    world = await createWebhookWorld({ publicUrl: 'https://otp.example.nl/belcode/', prefix })
    const { statusCode, body } = await world.ask()
    expect(statusCode).toBe(200)
    expect(body).toContain('https://otp.example.nl/belcode/prompts/')
  })

  it.each(['gate-0', 'gate-99', 'answer-1', 'code'])(
    '403: there is no turn %s',
    async (position) => {
      const answer = await world.ask({ webhook: `turn/${position}` })
      expect(answer.statusCode).toBe(403)
      expect(world.asked).toEqual([])
    },
  )

  it('403: of a call that we do not have, or that is another by now', async () => {
    const form = { ...common, CallSid: `CA${'2'.repeat(32)}` }
    const { statusCode, headers, body } = await world.ask({ form })
    expect(statusCode).toBe(403)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(body)).toMatchObject({ status: 403, code: 'call-unknown' })
  })
})

describe('a status', () => {
  const report = (form: Record<string, string>) =>
    world.ask({ webhook: 'status', form: { ...common, SequenceNumber: '2', ...form } })

  it('204: is passed on in our words', async () => {
    await report({ CallStatus: 'initiated', SequenceNumber: '0' })
    await report({ CallStatus: 'completed', CallDuration: '31', SipResponseCode: '200' })
    await report({ CallStatus: 'failed', SipResponseCode: '480', CallDuration: '' })
    const { statusCode, headers, body } = await report({ CallStatus: 'no-answer' })

    expect([statusCode, body]).toEqual([204, ''])
    expect(headers['cache-control']).toBe('no-store')
    expect(world.reports).toEqual([
      { progress: 'dialling', carrierCallId: callSid },
      { progress: 'completed', carrierCallId: callSid, sipStatus: 200, talkedSeconds: 31 },
      { progress: 'no-answer', carrierCallId: callSid, sipStatus: 480 },
      { progress: 'no-answer', carrierCallId: callSid },
    ])
  })

  it('403: of a call that we do not have', async () => {
    const answer = await report({ CallSid: `CA${'2'.repeat(32)}` })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().code).toBe('call-unknown')
  })
})

describe('a fallback', () => {
  it('200: ends the call and tells the operator why', async () => {
    const form = { ...common, ErrorCode: '11200', ErrorUrl: 'https://otp.example.nl/x' }
    const { statusCode, body } = await world.ask({ webhook: 'fallback', form })

    expect(statusCode).toBe(200)
    expect(body).toMatch(/<Hangup\/><\/Response>$/)
    expect(world.logged.join('')).toContain('"carrierCode":11200')
  })
})

describe('while a store is down', () => {
  it.each([
    ['turn/answer', new StoreUnavailable('postgres', new Error('gone'))],
    ['turn/answer', new TypeError('something else')],
    ['status', new Error('gone')],
  ])('503: %s is to be asked again', async (webhook, failure) => {
    world.script.failure = failure
    const { statusCode, headers, body } = await world.ask({ webhook })

    expect(statusCode).toBe(503)
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(body).code).toBe('store-unavailable')
  })
})

it('405: a webhook is posted', async () => {
  const answer = await world.ask({ method: 'GET', sent: '' })
  expect(answer.statusCode).toBe(405)
  expect(world.asked).toEqual([])
})

it('413: a form is small', async () => {
  const form = { ...common, CallerName: 'x'.repeat(17_000) }
  expect((await world.ask({ form })).statusCode).toBe(413)
})

it('no log line holds what was pressed, a number, a nonce or a signature', async () => {
  const form = { ...common, Digits: '482913' }
  await world.ask({ webhook: 'turn/gate-1', form })
  await world.ask({ webhook: 'turn/gate-1', form, token: 'wrong' })
  await world.ask({ webhook: 'fallback', form })
  world.script.failure = new Error('gone')
  await world.ask({ webhook: 'turn/gate-1', form })

  const lines = world.logged.join('')
  expect(lines).toContain('webhook refused')
  for (const secret of ['482913', '31612345678', '31850000000', reference.nonce, '-token'])
    expect(lines).not.toContain(secret)
})
