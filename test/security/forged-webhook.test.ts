import fc from 'fast-check'
import twilio from 'twilio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountSid,
  callSid,
  common,
  createWebhookWorld,
  encode,
  type Form,
  reference,
  type WebhookWorld,
} from '../contract/twilio/webhook-world.ts'

let world: WebhookWorld
beforeAll(async () => {
  world = await createWebhookWorld()
})
afterAll(() => world.stop())

const webhook = 'turn/gate-1'
const genuine = { ...common, Digits: '4' }
const home = 'https://otp.example.nl'
const path = `/carriers/twilio/calls/${reference.callId}/${reference.nonce}/${webhook}`
const signature = twilio.getExpectedTwilioSignature('new-token', home + path, genuine)

type Ask = Parameters<WebhookWorld['ask']>[0]

/** Refused, and nobody was told. */
async function expectRefused(request: Ask, statuses = [403]) {
  const before = world.asked.length
  const { statusCode, headers } = await world.ask({ webhook, form: genuine, ...request })
  expect(statuses).toContain(statusCode)
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(world.asked).toHaveLength(before)
}

it('accepts what it is compared with', async () => {
  expect((await world.ask({ webhook, form: genuine })).statusCode).toBe(200)
})

describe('403: what is not signed by the carrier', () => {
  it.each<[string, Ask]>([
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['a signature with something before it', { signature: `x${signature}` }],
    ['half a signature', { signature: signature.slice(0, 14) }],
    ['two signatures', { signature: `${signature}, ${signature}` }],
    ['another token', { token: 'guess' }],
    ['no token at all', { token: '' }],
    ['the token of another carrier', { token: 'backup-token' }],
    ['a carrier without a token', { carrier: 'unset', token: '' }],
    ['a carrier that we do not have', { carrier: 'nobody' }],
    ['a carrier named like a property', { carrier: '__proto__' }],
    ['a changed key', { sent: encode({ ...genuine, Digits: '5' }) }],
    ['a changed call', { sent: encode({ ...genuine, CallSid: `CA${'2'.repeat(32)}` }) }],
    ['one parameter more', { sent: encode({ ...genuine, Extra: '1' }) }],
    ['one parameter less', { sent: encode(common) }],
    ['no body', { sent: '' }],
    ['another turn', { path: path.replace('gate-1', 'gate-2') }],
    ['another call', { path: path.replace(reference.callId, 'ca_2') }],
    ['another nonce', { path: path.replace('ffff', 'fffe') }],
    ['a query', { path: `${path}?x=1` }],
    ['an encoded path', { path: path.replace('turn', 'tur%6e') }],
  ])('%s', async (_, request) => {
    await expectRefused(request)
  })

  it('a form that says where it came to', async () => {
    const forged = twilio.getExpectedTwilioSignature(
      'new-token',
      `https://evil.example${path}`,
      genuine,
    )
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    await expectRefused({
      signature: forged,
      headers: { ...headers, 'x-forwarded-proto': 'https' },
    })
  })

  it('JSON, even with a signature', async () => {
    const body = JSON.stringify(genuine)
    const headers = { 'content-type': 'application/json' }
    await expectRefused({ sent: body, headers })
    await expectRefused({ form: {}, sent: body, headers })
  })

  it('an empty form that is signed', async () => {
    await expectRefused({ form: {} })
  })

  it('has an answer that says nothing', async () => {
    const answer = await world.ask({ webhook, form: genuine, token: 'guess' })
    expect(answer.json()).toEqual({
      type: `${home}/problems/signature-invalid`,
      title: 'This request is not from the carrier',
      status: 403,
      code: 'signature-invalid',
    })
  })
})

describe('403: what is signed, but not what was signed', () => {
  const without = ({ Digits: _, ...rest }: Form) => rest

  it.each<[string, Form]>([
    ['keys that swallow the next parameters', { ...genuine, Digits: '4Direction' }],
    ['a key that moved into the name', { ...without(genuine), Digits4: '' }],
    ['half of the keys moved into the name', { ...without(genuine), Digits1: '234' }],
    ['keys behind another value', { ...without(genuine), CallerName: 'Digits4' }],
    ['keys in another name', { ...without(genuine), CallerNameDigits: '4' }],
    ['a status with more behind it', { ...genuine, CallStatus: 'in-progressCallerName' }],
    ['no call', { AccountSid: accountSid, CallStatus: 'ringing' }],
    ['a call that is none', { ...genuine, CallSid: 'CA1' }],
    ['another account', { ...genuine, AccountSid: `AC${'1'.repeat(32)}` }],
    ['no account', { CallSid: callSid, CallStatus: 'ringing' }],
    ['a status that there is not', { ...genuine, CallStatus: 'answered' }],
    ['letters for keys', { ...genuine, Digits: '4; drop' }],
    ['more keys than we ever ask for', { ...genuine, Digits: '123456789' }],
    ['two answers', { ...genuine, Digits: ['4', '5'] }],
    ['the same answer twice', { ...genuine, Digits: ['4', '4'] }],
    ['the same call twice', { ...genuine, CallSid: [callSid, callSid] }],
    ['a number that is none', { ...genuine, SequenceNumber: '1.5' }],
  ])('%s', async (_, form) => {
    await expectRefused({ form })
  })

  it('the very signature of a key press, with the key where it is not looked for', async () => {
    const moved = { ...common, Digits4: '' }
    expect(twilio.validateRequest('new-token', signature, home + path, moved)).toBe(true)
    await expectRefused({ signature, sent: encode(moved) })
  })

  it('the very signature, with a value that nobody reads moved into its name', async () => {
    const { To, ...rest } = genuine
    await expectRefused({ signature, sent: encode({ ...rest, [`To${To}`]: '' }) })
    await expectRefused({ signature, sent: encode(genuine).replace('Direction=', 'Direction') })
  })

  it('the very signature of a key press, with the key twice', async () => {
    const twice = { ...common, Digits: ['4', '4'] }
    expect(twilio.validateRequest('new-token', signature, home + path, twice)).toBe(true)
    await expectRefused({ signature, sent: encode(twice) })
  })
})

it('403: 10,000 random changes to a genuine request', async () => {
  const body = encode(genuine)
  const change = fc.record({
    part: fc.constantFrom('body', 'signature', 'path'),
    at: fc.nat(200),
    act: fc.constantFrom('replace', 'insert', 'remove'),
    character: fc.constantFrom(...'0123456789abcxyzABCXYZ+/=&%#*-_.'),
  })
  const parts = { body, signature, path }

  await fc.assert(
    fc.asyncProperty(change, async ({ part, at, act, character }) => {
      const text = parts[part]
      const index = part === 'path' ? 1 + (at % (text.length - 1)) : at % text.length
      const tail = text.slice(index + (act === 'insert' ? 0 : 1))
      const changed = text.slice(0, index) + (act === 'remove' ? '' : character) + tail
      fc.pre(!meansTheSame(part, text, changed))

      const sent = { ...parts, [part]: changed }
      // A path may lead nowhere any more, or not be one.
      const statuses = part === 'path' ? [400, 403, 404, 405] : [403]
      await expectRefused({ sent: sent.body, signature: sent.signature, path: sent.path }, statuses)
    }),
    { seed: 20260105, numRuns: 10_000 },
  )
}, 120_000)

/** `+` may be written as `%20`, and neither `#` nor a lone `?` leaves the client. */
function meansTheSame(part: string, text: string, changed: string): boolean {
  if (part === 'body') return String(new URLSearchParams(changed)) === text
  if (part === 'signature') return changed === text
  const { pathname, search } = new URL(changed, home)
  return pathname + search === text
}
