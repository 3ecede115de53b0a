import { PassThrough } from 'node:stream'
import twilio from 'twilio'
import type { ProgressReport } from '../../../src/calls/carrier.ts'
import type { TwilioAccount } from '../../../src/calls/carriers/twilio/settings.ts'
import { twilioWebhooks } from '../../../src/calls/carriers/twilio/webhook-routes.ts'
import type { CallReference, Conversation, Turn } from '../../../src/calls/conversation.ts'
import type { Listened, Position } from '../../../src/calls/dialogue.ts'
import { createServer } from '../../../src/platform/http/index.ts'
import { createLog } from '../../../src/platform/log.ts'

export const callSid = `CA${'1'.repeat(32)}`
export const accountSid = `AC${'0'.repeat(32)}`
export const reference: CallReference = {
  callId: 'ca_0123456789abcdef',
  nonce: 'f'.repeat(32),
  carrierName: 'twilio',
  carrierCallId: callSid,
}
export const accounts = [
  { name: 'twilio', accountSid, authTokens: ['new-token', 'old-token'], speech: 'play' },
  { name: 'backup', accountSid, authTokens: ['backup-token'], speech: 'say' },
  { name: 'unset', accountSid, authTokens: [], speech: 'play' },
] as const satisfies TwilioAccount[]

/** What Twilio sends with any request of a call. */
export const common = {
  CallSid: callSid,
  AccountSid: accountSid,
  CallStatus: 'in-progress',
  From: '+31850000000',
  To: '+31612345678',
  Direction: 'outbound-api',
  ApiVersion: '2010-04-01',
  CallerName: '',
}

export type Form = Record<string, string | string[]>

interface Ask {
  readonly carrier?: string
  readonly webhook?: string
  readonly form?: Form
  readonly token?: string
  /** Sent instead of the form that was signed. */
  readonly sent?: string
  /** Sent instead of the path that was signed. */
  readonly path?: string
  readonly signature?: string | undefined
  readonly headers?: Record<string, string>
  readonly method?: 'GET' | 'POST' | 'PUT'
}

/** The webhooks on our real server, and a conversation that notes what it is told about one call. */
export async function createWebhookWorld({
  publicUrl = 'https://otp.example.nl',
  prefix = '',
}: {
  publicUrl?: string
  prefix?: string
} = {}) {
  const asked: { at: Position; listened: Listened }[] = []
  const reports: ProgressReport[] = []
  const script: { turn: Turn; failure: Error | null } = {
    turn: { locale: 'nl-NL', steps: [{ do: 'say', prompts: ['greeting'] }] },
    failure: null,
  }
  const fits = (call: CallReference) => {
    if (script.failure) throw script.failure
    return JSON.stringify(call) === JSON.stringify({ ...reference, carrierName: call.carrierName })
  }
  const conversation: Conversation = {
    async next(call, at, listened) {
      if (!fits(call)) return null
      asked.push({ at, listened })
      return script.turn
    },
    async report(call, report) {
      if (!fits(call)) return false
      reports.push(report)
      return true
    },
  }

  const logged: string[] = []
  const log = createLog(
    'trace',
    new PassThrough().on('data', (line) => logged.push(String(line))),
  )
  const server = createServer({ log, publicUrl: new URL(publicUrl), trustedProxies: ['127.0.0.1'] })
  const options = { carriers: accounts, publicUrl: () => new URL(publicUrl), conversation }
  await server.register(twilioWebhooks, { ...options, prefix })
  await server.ready()

  const home = publicUrl.replace(/\/$/, '')
  const ask = (request: Ask = {}) => {
    const {
      carrier = 'twilio',
      webhook = 'turn/answer',
      form = common,
      token = 'new-token',
    } = request
    const { callId, nonce } = reference
    const path = `/carriers/${carrier}/calls/${callId}/${nonce}/${webhook}`
    const signed = twilio.getExpectedTwilioSignature(token, home + path, form)
    const signature = 'signature' in request ? request.signature : signed
    return server.inject({
      method: request.method ?? 'POST',
      url: prefix + (request.path ?? path),
      payload: request.sent ?? encode(form),
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        ...(signature !== undefined && { 'x-twilio-signature': signature }),
        ...request.headers,
      },
    })
  }
  return { ask, asked, reports, script, logged, server, stop: () => server.close() }
}

export type WebhookWorld = Awaited<ReturnType<typeof createWebhookWorld>>

export function encode(form: Form): string {
  const encoded = new URLSearchParams()
  for (const [name, value] of Object.entries(form))
    for (const one of [value].flat()) encoded.append(name, one)
  return encoded.toString()
}
