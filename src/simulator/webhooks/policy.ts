/** Why a webhook failed, in the words of Twilio's connection overrides. */
export type WebhookFailure = 'ct' | 'rt' | '4xx' | '5xx'

export interface WebhookPolicy {
  readonly connectMs: number
  readonly readMs: number
  readonly totalMs: number
  readonly retries: number
  readonly retryOn: ReadonlySet<string>
}

const numbers = {
  ct: { fallback: 5_000, least: 100, most: 10_000 },
  rt: { fallback: 15_000, least: 100, most: 15_000 },
  tt: { fallback: 15_000, least: 100, most: 15_000 },
  rc: { fallback: 1, least: 0, most: 5 },
} as const

/** Reads `#ct=2000&rt=4000&rc=2&rp=5xx,ct,rt`; what is absent or out of range has Twilio's default. */
export function parseWebhookPolicy(url: string): WebhookPolicy {
  const at = url.indexOf('#')
  const wishes = new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
  return {
    connectMs: readNumber(wishes, 'ct'),
    readMs: readNumber(wishes, 'rt'),
    totalMs: readNumber(wishes, 'tt'),
    retries: readNumber(wishes, 'rc'),
    retryOn: new Set((wishes.get('rp') ?? 'ct').split(',')),
  }
}

export function retriesAfter(policy: WebhookPolicy, failure: WebhookFailure): boolean {
  return policy.retryOn.has(failure) || policy.retryOn.has('all')
}

function readNumber(wishes: URLSearchParams, name: keyof typeof numbers): number {
  const { fallback, least, most } = numbers[name]
  const wish = wishes.get(name) ?? ''
  const value = /^\d{1,6}$/.test(wish) ? Number(wish) : fallback
  return value >= least && value <= most ? value : fallback
}
