import type { Http, HttpOutcome } from '../webhooks/http.ts'
import { parseWebhookPolicy } from '../webhooks/policy.ts'
import { isWebUrl } from '../webhooks/webhooks.ts'
import { readWav } from './wav.ts'

/** `code` is Twilio's error: why the sound cannot be heard. */
export type SoundOutcome =
  | { readonly ok: true; readonly samples: Int16Array }
  | { readonly ok: false; readonly code: number }

export type FetchSound = (url: string, signal: AbortSignal) => Promise<SoundOutcome>

const limitBytes = 2 * 1024 * 1024
const mostSounds = 500
const retrievalFailure = 11200
const invalidUrl = 11100
const wrongContentType = 12300

/** Fetches what `<Play>` names. A sound is fetched once and kept, as Twilio keeps it. */
export function createSounds(http: Http): FetchSound {
  const kept = new Map<string, Int16Array>()
  return async (url, signal) => {
    const known = kept.get(url)
    if (known) return { ok: true, samples: known }
    if (!isWebUrl(url)) return { ok: false, code: invalidUrl }
    const outcome = toSound(await fetchSound(http, url, signal))
    if (outcome.ok) keep(kept, url, outcome.samples)
    return outcome
  }
}

function fetchSound(http: Http, url: string, signal: AbortSignal): Promise<HttpOutcome> {
  const headers = { 'User-Agent': 'TwilioProxy/1.1', Accept: 'audio/*' }
  return http.send(
    url,
    { method: 'GET', headers, policy: parseWebhookPolicy(url), limitBytes },
    signal,
  )
}

function toSound(answer: HttpOutcome): SoundOutcome {
  if (answer.outcome === 'failed') return { ok: false, code: answer.code }
  if (answer.status !== 200) return { ok: false, code: retrievalFailure }
  const wav = readWav(answer.body)
  return wav.ok ? wav : { ok: false, code: wrongContentType }
}

function keep(kept: Map<string, Int16Array>, url: string, samples: Int16Array): void {
  const [oldest] = kept.keys()
  if (kept.size >= mostSounds && oldest !== undefined) kept.delete(oldest)
  kept.set(url, samples)
}
