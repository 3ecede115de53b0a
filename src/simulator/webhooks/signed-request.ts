import type { Http, HttpOutcome } from './http.ts'
import { parseWebhookPolicy } from './policy.ts'
import { signWebhook } from './signature.ts'

export interface Webhook {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly params: Readonly<Record<string, string>>
  readonly badlySigned?: boolean
  /** The same for every retry of one webhook. */
  readonly idempotencyToken?: string
}

export interface Sender {
  readonly http: Http
  readonly authToken: string
}

const limitBytes = 64 * 1024

/** One request as Twilio makes it: its headers, and its signature over the URL and the form. */
export function sendWebhook(
  { http, authToken }: Sender,
  webhook: Webhook,
  signal: AbortSignal,
): Promise<HttpOutcome> {
  const { method, badlySigned, idempotencyToken = '' } = webhook
  const body = new URLSearchParams(webhook.params).toString()
  const url = method === 'GET' ? appendQuery(webhook.url, body) : webhook.url
  const key = badlySigned ? `not-${authToken}` : authToken
  const headers = {
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': idempotencyToken,
    'X-Home-Region': 'us1',
    'X-Twilio-Signature': signWebhook(key, url, method === 'GET' ? {} : webhook.params),
  }
  const form = { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' }
  const sent = method === 'GET' ? { headers } : { headers: { ...headers, ...form }, body }
  const policy = parseWebhookPolicy(webhook.url)
  return http.send(url, { method, ...sent, policy, limitBytes }, signal)
}

function appendQuery(url: string, query: string): string {
  const [withoutFragment = ''] = url.split('#', 1)
  if (query === '') return withoutFragment
  return `${withoutFragment}${withoutFragment.includes('?') ? '&' : '?'}${query}`
}
