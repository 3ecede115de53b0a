import { createHmac, randomBytes } from 'node:crypto'
import { signedText } from '../src/calls/carriers/twilio/signature.ts'
import type { LoadRequest } from './load.ts'
import { GATE_DIGIT, type Seeded, seedChallenges } from './seed.ts'
import { apiKey, carrier, publicUrl, type World } from './world.ts'

/** One thing that is measured: what is asked, of which program, beside which floor. */
export interface Operation {
  readonly name: string
  readonly subject: 'service' | 'limiter' | 'limiter-20'
  readonly floor: 'start' | 'verify' | 'webhook' | 'limiter' | 'limiter-7'
  /** Database round trips that the answer may wait for. */
  readonly mostTrips: number | null
  /** Of the floor's operations a second, where its floor is more than the bare minimum. */
  readonly leastOfFloor?: number
  /** Makes requests that all succeed, each once. */
  prepare(world: World, count: number): Promise<LoadRequest[]>
}

export const operations: readonly Operation[] = [
  {
    name: 'start',
    subject: 'service',
    floor: 'start',
    mostTrips: 5,
    prepare: async (_world, count) => Array.from({ length: count }, startRequest),
  },
  {
    name: 'verify',
    subject: 'service',
    floor: 'verify',
    mostTrips: 4,
    prepare: async (world, count) =>
      (await seedChallenges(world, count, 'completed')).map(verifyRequest),
  },
  {
    name: 'webhook answer',
    subject: 'service',
    floor: 'webhook',
    mostTrips: null,
    prepare: async (world, count) =>
      (await seedChallenges(world, count, 'ringing')).map((seeded) => webhook(seeded, 'answer')),
  },
  {
    name: 'webhook key',
    subject: 'service',
    floor: 'webhook',
    mostTrips: null,
    prepare: async (world, count) =>
      (await seedChallenges(world, count, 'answered')).map((seeded) =>
        webhook(seeded, 'gate-1', { Digits: GATE_DIGIT }),
      ),
  },
  {
    name: 'limiter, 7 rules',
    subject: 'limiter',
    floor: 'limiter',
    mostTrips: null,
    prepare: async (_world, count) => Array.from({ length: count }, takeRequest),
  },
  {
    name: 'limiter, 20 rules',
    subject: 'limiter-20',
    floor: 'limiter-7',
    mostTrips: null,
    leastOfFloor: 1 / 1.5,
    prepare: async (_world, count) => Array.from({ length: count }, takeRequest),
  },
]

const json = { 'content-type': 'application/json' }
const asTenant = { ...json, authorization: `Bearer ${apiKey}` }

let numbers = 10_000_000

/** A Dutch mobile number that nobody asked for before: 06 10000000 to 06 58999999. */
function startRequest(): LoadRequest {
  const body = JSON.stringify({ to: `06${numbers++}` })
  return { path: '/v1/challenges', headers: asTenant, body, expectedStatus: 201 }
}

function verifyRequest({ id, code }: Seeded): LoadRequest {
  const path = `/v1/challenges/${id}/verify`
  return { path, headers: asTenant, body: JSON.stringify({ code }), expectedStatus: 200 }
}

function takeRequest(): LoadRequest {
  const body = JSON.stringify({ subject: randomBytes(16).toString('base64url') })
  return { path: '/take', headers: json, body, expectedStatus: 200 }
}

/** As Twilio sends it, with all that we do not read. */
function webhook(
  { callId, carrierCallId, nonce }: Seeded,
  position: string,
  keys: Readonly<Record<string, string>> = {},
): LoadRequest {
  const path = `/carriers/${carrier.name}/calls/${callId}/${nonce}/turn/${position}`
  const form = {
    ...{ AccountSid: carrier.accountSid, ApiVersion: '2010-04-01', CallSid: carrierCallId },
    ...{ CallStatus: 'in-progress', Called: '+31612345678', CalledCountry: 'NL' },
    ...{ Caller: '+31850000001', CallerCountry: 'NL', Direction: 'outbound-api' },
    ...{ From: '+31850000001', FromCountry: 'NL', To: '+31612345678', ToCountry: 'NL' },
    ...keys,
  }
  const text = publicUrl + path + signedText(form)
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': createHmac('sha1', carrier.authToken).update(text).digest('base64'),
  }
  return { path, headers, body: new URLSearchParams(form).toString(), expectedStatus: 200 }
}
