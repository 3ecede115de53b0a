import { randomUUID } from 'node:crypto'
import type { Http, HttpOutcome } from './http.ts'
import { parseWebhookPolicy, retriesAfter, type WebhookFailure } from './policy.ts'
import { signWebhook } from './signature.ts'

export interface Webhook {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly params: Readonly<Record<string, string>>
  readonly badlySigned?: boolean
  /** The same for every retry of one webhook. */
  readonly idempotencyToken?: string
}

export type WebhookOutcome =
  | { readonly outcome: 'answered'; readonly contentType: string | null; readonly body: Buffer }
  | { readonly outcome: 'failed'; readonly code: number; readonly status?: number }

export type SendWebhook = (webhook: Webhook, signal: AbortSignal) => Promise<WebhookOutcome>

const limitBytes = 64 * 1024
const mostRedirects = 10
const retrievalFailure = 11200
const tooManyRedirects = 11215
const invalidUrl = 11100

export function createWebhooks(http: Http, authToken: string): SendWebhook {
  return async (given, signal) => {
    const webhook = { idempotencyToken: randomUUID(), ...given }
    if (!isWebUrl(webhook.url)) return { outcome: 'failed', code: invalidUrl }
    const policy = parseWebhookPolicy(webhook.url)
    for (let retriesLeft = policy.retries; ; retriesLeft -= 1) {
      const outcome = await follow({ http, authToken }, webhook, signal)
      const failure = failureOf(outcome)
      const again = failure !== null && retriesLeft > 0 && retriesAfter(policy, failure)
      if (!again || signal.aborted) return toWebhookOutcome(outcome)
    }
  }
}

export function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

interface Sender {
  readonly http: Http
  readonly authToken: string
}

async function follow(sender: Sender, webhook: Webhook, signal: AbortSignal): Promise<HttpOutcome> {
  let next = webhook
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const outcome = await sendOnce(sender, next, signal)
    if (outcome.outcome === 'failed' || !isRedirect(outcome.status)) return outcome
    const to = outcome.location
    if (to === null || !URL.canParse(to, next.url)) return outcome
    const keepsMethod = outcome.status === 307 || outcome.status === 308
    const url = new URL(to, next.url).href
    next = keepsMethod ? { ...next, url } : { ...next, url, method: 'GET', params: {} }
  }
  return { outcome: 'failed', code: tooManyRedirects, failure: '4xx' }
}

function sendOnce(
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

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function failureOf(outcome: HttpOutcome): WebhookFailure | null {
  if (outcome.outcome === 'failed') return outcome.failure
  if (outcome.status >= 500) return '5xx'
  return outcome.status >= 400 ? '4xx' : null
}

function toWebhookOutcome(outcome: HttpOutcome): WebhookOutcome {
  if (outcome.outcome === 'failed') return { outcome: 'failed', code: outcome.code }
  const { status, contentType, body } = outcome
  const fine = status >= 200 && status < 300
  if (!fine) return { outcome: 'failed', code: retrievalFailure, status }
  return { outcome: 'answered', contentType, body }
}
