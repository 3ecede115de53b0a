import { randomUUID } from 'node:crypto'
import type { Http, HttpOutcome } from './http.ts'
import { parseWebhookPolicy, retriesAfter, type WebhookFailure } from './policy.ts'
import { type Sender, sendWebhook, type Webhook } from './signed-request.ts'

export type WebhookOutcome =
  | { readonly outcome: 'answered'; readonly contentType: string | null; readonly body: Buffer }
  | { readonly outcome: 'failed'; readonly code: number; readonly status?: number }

export type SendWebhook = (webhook: Webhook, signal: AbortSignal) => Promise<WebhookOutcome>

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

async function follow(sender: Sender, webhook: Webhook, signal: AbortSignal): Promise<HttpOutcome> {
  let next = webhook
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const outcome = await sendWebhook(sender, next, signal)
    if (outcome.outcome === 'failed' || !isRedirect(outcome.status)) return outcome
    const to = outcome.location
    if (to === null || !URL.canParse(to, next.url)) return outcome
    const keepsMethod = outcome.status === 307 || outcome.status === 308
    const url = new URL(to, next.url).href
    next = keepsMethod ? { ...next, url } : { ...next, url, method: 'GET', params: {} }
  }
  return { outcome: 'failed', code: tooManyRedirects, failure: '4xx' }
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
