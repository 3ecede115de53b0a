import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { E164 } from '../../../src/calls/numbers/e164.ts'
import type { Mood } from '../carrier-contract.ts'
import type { Reply } from './scripted-twilio.ts'
import { account, createWorld, type TwilioWorld } from './twilio-world.ts'

const to = '+31612345678' as E164
const sid = `CA${'1'.repeat(32)}`
const call = { id: 'ca_1', nonce: 'e'.repeat(32), to, ringSeconds: 20, talkSeconds: 90 }

const token = account.authTokens[0]
const secrets = [
  to.slice(1),
  ...account.from.map((number) => number.slice(1)),
  token,
  Buffer.from(`${account.accountSid}:${token}`).toString('base64'),
  'Authorization',
  'authorization',
  'Basic ',
  call.nonce,
]

/** It repeats what it was sent, as error messages of carriers do. */
const talkative: Reply[] = [
  { status: 400, body: JSON.stringify({ code: 21211, message: `The 'To' number ${to} is not` }) },
  { status: 400, body: JSON.stringify({ code: Number(to), message: to }) },
  { status: 500, body: JSON.stringify({ type: to, title: to, status: 400, code: 21211 }) },
  { status: 201, body: `Calling ${to} with Basic ${token}` },
  { status: 201, body: JSON.stringify({ sid: to }) },
  { status: 200, body: JSON.stringify({ sid, status: to, calls: [{ sid: to, to }] }) },
]
const moods: (Mood | Reply)[] = [
  'refuses-number',
  'refuses-account',
  'overloaded',
  'forgetful',
  'in-trouble',
  'silent',
  'dripping',
  'resetting',
  'garbled',
  'endless',
  'gone',
  ...talkative,
]

let world: TwilioWorld
let printed: string[]
beforeEach(async () => {
  world = await createWorld()
  printed = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      printed.push(String(chunk))
      return true
    })
  }
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => {
      printed.push(inspect(words, { depth: null }))
    })
  }
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.stop()
})

it.each(moods)('no number and no credential comes out of a failure: %j', async (mood) => {
  world.become(mood)
  const sought = { id: call.id, to, carrierCallId: null, placedAt: world.now() }
  const outcomes = await Promise.all([
    world.carrier.place(call),
    world.carrier.hangUp(sid),
    world.carrier.find(sought),
    world.carrier.find({ ...sought, carrierCallId: sid }),
  ])

  const shown = [inspect(outcomes, { depth: null, showHidden: true }), JSON.stringify(outcomes)]
  for (const secret of secrets) expect([...shown, ...printed].join('\n')).not.toContain(secret)
})
