import { describe, expect, it } from 'vitest'
import type { Callee } from '../../../src/simulator/index.ts'
import {
  accountSid,
  addDialogue,
  from,
  type Received,
  response,
  someone,
  startSimulator,
  type TestSimulator,
} from './start-simulator.ts'

const inOrder = ['initiated', 'ringing', 'in-progress', 'completed']

describe('status callbacks', () => {
  it('tell the life of a call in order, numbered and signed', async () => {
    const simulator = await startSimulator()
    addDialogue(simulator.pages)
    const sid = await callAs(simulator, 'answers-and-presses-what-is-asked')
    const callbacks = simulator.receivedAt('/status')
    expect(statuses(callbacks)).toEqual(inOrder)
    expect(callbacks.map(({ params }) => params.SequenceNumber)).toEqual(['0', '1', '2', '3'])
    for (const { authentic, params, headers } of callbacks) {
      expect(authentic).toBe(true)
      expect(params).toMatchObject({
        CallSid: sid,
        AccountSid: accountSid,
        From: from,
        To: someone,
        Caller: from,
        Called: someone,
        ToCountry: 'NL',
        Direction: 'outbound-api',
        ApiVersion: '2010-04-01',
        CallbackSource: 'call-progress-events',
        Timestamp: expect.stringMatching(/^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$/),
      })
      expect(headers).toMatchObject({
        'user-agent': 'TwilioProxy/1.1',
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'i-twilio-idempotency-token': expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
    }
  })

  it('end with the length of the call in seconds and in minutes', async () => {
    const simulator = await startSimulator()
    simulator.pages.set('/answer', response('<Pause length="61"/>'))
    await callAs(simulator, 'says-nothing')
    expect(simulator.receivedAt('/status').at(-1)?.params).toMatchObject({
      CallStatus: 'completed',
      CallDuration: '61',
      Duration: '2',
      SipResponseCode: '200',
    })
  })

  it.each([
    ['busy', 'busy', '486', ['initiated', 'busy']],
    ['declines', 'busy', '486', ['initiated', 'ringing', 'busy']],
    ['declines-for-good', 'failed', '603', ['initiated', 'ringing', 'failed']],
    ['no-answer', 'no-answer', '487', ['initiated', 'ringing', 'no-answer']],
    ['unreachable', 'failed', '480', ['initiated', 'failed']],
    ['does-not-exist', 'failed', '404', ['initiated', 'failed']],
  ])('of a callee that is “%s” end with %s and SIP %s', async (script, status, sip, all) => {
    const simulator = await startSimulator()
    const sid = await callAs(simulator, script)
    const callbacks = simulator.receivedAt('/status')
    expect(statuses(callbacks)).toEqual(all)
    expect(callbacks.at(-1)?.params).toMatchObject({
      SipResponseCode: sip,
      CallDuration: '0',
      Duration: '0',
    })
    expect(await simulator.client.calls(sid).fetch()).toMatchObject({ status, duration: '0' })
    expect(simulator.receivedAt('/answer')).toEqual([])
  })

  it('are only for the end of the call unless more is asked for', async () => {
    const simulator = await startSimulator()
    addDialogue(simulator.pages)
    await callAs(simulator, 'says-nothing', { statusCallbackEvent: undefined })
    expect(statuses(simulator.receivedAt('/status'))).toEqual(['completed'])
    expect(simulator.receivedAt('/status')[0]?.params.SequenceNumber).toBe('0')
  })

  it('are not sent for events named in one value, as Twilio does not', async () => {
    const simulator = await startSimulator()
    addDialogue(simulator.pages)
    await callAs(simulator, 'says-nothing', { statusCallbackEvent: ['initiated ringing answered'] })
    expect(simulator.receivedAt('/status')).toEqual([])
  })

  it('come by GET when asked to, signed over their query', async () => {
    const simulator = await startSimulator()
    await callAs(simulator, 'busy', { statusCallbackMethod: 'GET' })
    expect(simulator.receivedAt('/status')).toMatchObject([
      { method: 'GET', authentic: true, params: { CallStatus: 'initiated' } },
      { method: 'GET', authentic: true, params: { CallStatus: 'busy' } },
    ])
  })
})

describe('faulty status callbacks', () => {
  it.each<[NonNullable<Callee['callbacks']>, string[]]>([
    ['duplicated', inOrder.flatMap((status) => [status, status])],
    ['reordered', inOrder.toReversed()],
    ['late', inOrder],
    ['lost', []],
    ['badly-signed', inOrder],
  ])('that are %s', async (callbacks, expected) => {
    const simulator = await startSimulator()
    addDialogue(simulator.pages)
    const callee: Callee = { presses: [{ after: 'question', keys: 'asked' }], callbacks }
    await callAs(simulator, callee)
    const received = simulator.receivedAt('/status')
    expect(statuses(received)).toEqual(expected)
    expect(received.every(({ authentic }) => authentic === (callbacks !== 'badly-signed'))).toBe(
      true,
    )
    expect(simulator.receivedAt('/code')).toMatchObject([{ authentic: true }])
  })

  it('a duplicate has the number and the token of its original', async () => {
    const simulator = await startSimulator()
    await callAs(simulator, { outcome: 'busy', callbacks: 'duplicated' })
    const [one, other] = simulator.receivedAt('/status')
    expect(other?.params).toEqual(one?.params)
    expect(other?.headers['i-twilio-idempotency-token']).toBe(
      one?.headers['i-twilio-idempotency-token'],
    )
  })

  it('late ones arrive when the call is over', async () => {
    const simulator = await startSimulator()
    addDialogue(simulator.pages)
    await callAs(simulator, { callbacks: 'late' })
    const paths = simulator.received.map(({ path }) => path)
    expect(paths.lastIndexOf('/answer')).toBeLessThan(paths.indexOf('/status'))
  })
})

describe('a status callback that fails', () => {
  it.each([
    ['is not tried again by default', '', 1],
    ['is tried again as often as its fragment asks', '#rc=3&rp=5xx,ct,rt', 4],
    ['is not tried again for another reason than its fragment names', '#rc=3&rp=4xx', 1],
  ])('%s', async (_, fragment, times) => {
    const simulator = await startSimulator()
    simulator.pages.set('/failing', { status: 500 })
    const sid = await callAs(simulator, 'busy', {
      statusCallback: `${simulator.home}/failing${fragment}`,
      statusCallbackEvent: ['completed'],
    })
    const attempts = simulator.receivedAt('/failing')
    expect(attempts).toHaveLength(times)
    expect(attempts.every(({ authentic }) => authentic)).toBe(true)
    expect(new Set(attempts.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(
      1,
    )
    expect(await simulator.phones.transcript(sid)).toMatchObject([{ kind: 'warning', code: 11200 }])
  })

  it('does not hold up the call, nor its end', async () => {
    const simulator = await startSimulator()
    addDialogue(simulator.pages)
    const sid = await callAs(simulator, 'says-nothing', { statusCallback: 'http://127.0.0.1:9/' })
    expect(await simulator.client.calls(sid).fetch()).toMatchObject({ status: 'completed' })
    expect(await simulator.phones.transcript(sid)).toContainEqual(
      expect.objectContaining({ kind: 'warning', code: 11202 }),
    )
  })
})

async function callAs(
  { phones, call }: TestSimulator,
  callee: Callee | string,
  options: Parameters<TestSimulator['call']>[0] = {},
): Promise<string> {
  await phones.phone(someone).behave(callee)
  const { sid } = await call(options)
  await phones.waitForEnd(sid)
  return sid
}

function statuses(callbacks: readonly Received[]): (string | undefined)[] {
  return callbacks.map(({ params }) => params.CallStatus)
}
