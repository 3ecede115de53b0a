import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutgoingCall } from '../../../src/calls/carrier.ts'
import type { E164 } from '../../../src/calls/numbers/e164.ts'
import { carrierContract } from '../carrier-contract.ts'
import { hasSpec } from './openapi-judge.ts'
import { fault } from './scripted-twilio.ts'
import { account, createWorld, type TwilioWorld } from './twilio-world.ts'

const to = '+31612345678' as E164
const call: OutgoingCall = {
  id: 'ca_0123456789abcdef',
  nonce: 'f'.repeat(32),
  to,
  ringSeconds: 20,
  talkSeconds: 90,
}

let world: TwilioWorld
beforeEach(async () => {
  world = await createWorld()
})
// Whatever a test made the adapter ask, Twilio's description of its API has to allow.
afterEach(async () => {
  await world.stop()
  expect(world.twilio.complaints).toEqual([])
})

carrierContract('twilio', async () => {
  await world.stop()
  world = await createWorld()
  return world
})

describe('a request to place a call', () => {
  it('is a form with everything that keeps a call short, watched and private', async () => {
    await world.carrier.place(call)

    const [request] = world.twilio.seen
    const home = `https://otp.example.nl/belcode/carriers/twilio/calls/${call.id}/${call.nonce}`
    const retries = '#ct=2000&rt=4000&rc=2&rp=5xx,ct,rt'
    expect(request?.path).toBe(`/2010-04-01/Accounts/${account.accountSid}/Calls.json`)
    expect([...(request?.form ?? [])].sort()).toEqual(
      [
        ['To', to],
        ['From', '+31850000000'],
        ['Url', `${home}/turn/answer${retries}`],
        ['Method', 'POST'],
        ['FallbackUrl', `${home}/fallback${retries}`],
        ['FallbackMethod', 'POST'],
        ['StatusCallback', `${home}/status#rc=3&rp=5xx,ct,rt`],
        ['StatusCallbackMethod', 'POST'],
        ['StatusCallbackEvent', 'initiated'],
        ['StatusCallbackEvent', 'ringing'],
        ['StatusCallbackEvent', 'answered'],
        ['StatusCallbackEvent', 'completed'],
        ['Timeout', '20'],
        ['TimeLimit', '90'],
      ].sort(),
    )
  })

  it('shows the caller ids in turn', async () => {
    for (const _ of [1, 2, 3]) await world.carrier.place(call)
    expect(world.twilio.seen.map(({ form }) => form.get('From'))).toEqual([
      '+31850000000',
      '+31850000001',
      '+31850000000',
    ])
  })

  it('is signed in with the token, or with an API key where there is one', async () => {
    await world.carrier.place(call)
    expect(loginOf(world)).toBe(`${account.accountSid}:${account.authTokens[0]}`)

    await world.stop()
    world = await createWorld({ apiKey: 'SKkey', apiSecret: 'api-secret' })
    await world.carrier.place(call)
    expect(loginOf(world)).toBe('SKkey:api-secret')
    expect(world.twilio.seen[0]?.path).toContain(account.accountSid)
  })

  it('goes nowhere but to its own origin, whatever the environment says', async () => {
    process.env.HTTP_PROXY = process.env.http_proxy = 'http://127.0.0.1:1'
    process.env.TWILIO_EDGE = 'dublin'
    process.env.TWILIO_REGION = 'ie1'
    try {
      expect(await world.carrier.place(call)).toMatchObject({ outcome: 'placed' })
    } finally {
      for (const name of ['HTTP_PROXY', 'http_proxy', 'TWILIO_EDGE', 'TWILIO_REGION'])
        delete process.env[name]
    }
  })

  it('that still waits for a connection at the deadline is never sent', async () => {
    world.become('silent')
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => world.carrier.place({ ...call })),
    )
    world.become('willing')
    await world.carrier.place(call)

    expect(outcomes.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(32)
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(8)
    expect(world.placements()).toBe(33)
  })
})

describe('an answer that is not one', () => {
  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['an object without a sid', '{"status":"queued"}'],
    ['another kind of sid', `{"sid":"SM${'0'.repeat(32)}"}`],
    ['a sid that is none', '{"sid":"CA123"}'],
    ['a sid that is a list', `{"sid":["CA${'0'.repeat(32)}"]}`],
    [
      'more than anyone would say',
      JSON.stringify({ sid: `CA${'0'.repeat(32)}`, pad: ' '.repeat(3e5) }),
    ],
    ['half an answer', `{"sid":"CA${'0'.repeat(32)}"`],
  ])('leaves the call unknown: %s', async (_, body) => {
    world.become({ status: 201, body })
    expect(await world.carrier.place(call)).toEqual({ outcome: 'unknown' })
    expect(await world.carrier.hangUp(`CA${'1'.repeat(32)}`)).toEqual({ outcome: 'unknown' })
  })

  it('is a redirect: it is not followed and means nothing', async () => {
    world.become({ status: 302, body: '{}' })
    expect(await world.carrier.place(call)).toEqual({ outcome: 'unknown' })
    expect(world.placements()).toBe(1)
  })

  it('is a server error that claims to be a refusal', async () => {
    const body = { type: 't', title: 't', status: 400, code: 21211 }
    world.become({ status: 500, body: JSON.stringify(body) })
    expect(await world.carrier.place(call)).toEqual({ outcome: 'unknown', carrierCode: 21211 })
  })
})

describe('a call that the carrier says is over', () => {
  const sid = `CA${'1'.repeat(32)}`

  it.each([21220, 20409])('is looked at before it is believed: %i', async (code) => {
    world.become(fault(400, code))
    expect(await world.carrier.hangUp(sid)).toEqual({ outcome: 'unknown' })
    expect(world.twilio.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('has ended when the carrier has no such call', async () => {
    expect(await world.carrier.hangUp(sid)).toEqual({ outcome: 'ended' })
  })

  it('is not one that some other server has not', async () => {
    world.become({ status: 404, body: '<h1>Not Found</h1>' })
    expect(await world.carrier.hangUp(sid)).toEqual({ outcome: 'unknown' })
    const sought = { id: call.id, to, carrierCallId: sid, placedAt: world.now() }
    expect(await world.carrier.find(sought)).toEqual({ outcome: 'unknown' })
  })
})

it('the price of a call comes after its end, as a text below zero', async () => {
  const placed = await world.carrier.place(call)
  const carrierCallId = 'carrierCallId' in placed ? placed.carrierCallId : ''
  const sought = { id: call.id, to, carrierCallId, placedAt: world.now() }
  const found = { outcome: 'found', carrierCallId, progress: 'completed' }
  world.finish(carrierCallId)
  expect(await world.carrier.find(sought)).toEqual(found)
  const scripted = world.twilio.calls.get(carrierCallId)
  if (scripted) scripted.price = '-0.0850'
  const price = { micros: 85_000, currency: 'EUR' }
  expect(await world.carrier.find(sought)).toEqual({ ...found, price })
})

describe('a search by number', () => {
  const sought = () => ({ id: call.id, to, carrierCallId: null, placedAt: world.now() })

  it('does not trust a list so early that a call may not be in it', async () => {
    const asked = sought()
    expect(await world.carrier.find(asked)).toEqual({ outcome: 'unknown' })
    world.advance(10_000)
    expect(await world.carrier.find(asked)).toEqual({ outcome: 'none' })
  })

  it('passes over calls of another time, of another caller and to us', async () => {
    await world.carrier.place(call)
    world.advance(120_000)
    const asked = sought()
    await world.carrier.place(call)
    const [, candidate] = [...world.twilio.calls.values()]
    expect(await world.carrier.find(asked)).toMatchObject({ carrierCallId: candidate?.sid })

    world.twilio.calls.clear()
    const foreign = { sid: `CA${'9'.repeat(32)}`, to, from: '+31200000000', status: 'queued' }
    world.twilio.calls.set(foreign.sid, { ...foreign, createdAt: world.now() })
    world.advance(10_000)
    expect(await world.carrier.find(asked)).toEqual({ outcome: 'none' })
  })

  it('does not call it none when the page may not reach back far enough', async () => {
    const asked = sought()
    for (let i = 0; i < 50; i++) {
      const sid = `CA${String(i).padStart(32, '0')}`
      const other = { sid, to, from: '+31200000000', status: 'completed' }
      world.twilio.calls.set(sid, { ...other, createdAt: world.now() })
    }
    world.advance(60_000)
    expect(await world.carrier.find(asked)).toEqual({ outcome: 'unknown' })
  })
})

it.runIf(hasSpec)('requests are judged by the description of the API', async () => {
  await world.carrier.place({ ...call, ringSeconds: Number.NaN })
  expect(world.twilio.complaints).not.toEqual([])
  world.twilio.complaints.length = 0
})

function loginOf({ twilio }: TwilioWorld): string {
  const basic = twilio.seen.at(-1)?.headers.authorization ?? ''
  return Buffer.from(basic.replace('Basic ', ''), 'base64').toString()
}
