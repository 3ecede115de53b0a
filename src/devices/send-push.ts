import webPush from 'web-push'
import type { PushSubscription } from '../factors/index.ts'
import { type PublicFetch, PublicFetchFailed } from '../platform/http/public-fetch.ts'
import type { Secret } from '../platform/secret.ts'

/** Who pushes (RFC 8292): push services know us by this key, and whom to turn to. */
export interface Vapid {
  readonly publicKey: string
  readonly privateKey: Secret
  /** `mailto:` or `https:`. */
  readonly subject: string
}

const DEADLINE_MS = 3_000
/** A newer code takes the place of one that was not delivered yet (RFC 8030 section 5.4). */
const TOPIC = 'login-code'

export type PushOutcome =
  | { readonly outcome: 'taken' | 'gone' }
  | { readonly outcome: 'failed'; readonly fault: string; readonly isWorthAnother: boolean }

interface Push {
  readonly subscription: PushSubscription
  /** Encrypted once more, for the browser (RFC 8291): the push service sees neither. */
  readonly payload: string
  /** Nobody is woken up for a code that is no longer good. */
  readonly ttlSeconds: number
}

/** One attempt; public addresses only, as with everything that strangers tell us to ask. */
export async function sendPush(
  { publicFetch, vapid }: { publicFetch: PublicFetch; vapid: Vapid },
  { subscription, payload, ttlSeconds }: Push,
): Promise<PushOutcome> {
  const { publicKey, privateKey, subject } = vapid
  const { endpoint, headers, body } = webPush.generateRequestDetails(
    { endpoint: subscription.endpoint, keys: { ...subscription.keys } },
    payload,
    {
      vapidDetails: { subject, publicKey, privateKey: privateKey.reveal() },
      ...{ TTL: ttlSeconds, urgency: 'high', topic: TOPIC },
    },
  )
  try {
    const { status } = await publicFetch(endpoint, {
      method: 'POST',
      headers: toTexts(headers),
      body,
      timeoutMs: DEADLINE_MS,
    })
    return judge(status)
  } catch (error) {
    if (!(error instanceof PublicFetchFailed)) throw error
    const { fault } = error
    const isWorthAnother = ['timeout', 'unreachable', 'tls-failed', 'host-unknown'].includes(fault)
    return { outcome: 'failed', fault, isWorthAnother }
  }
}

/** RFC 8030 section 5 and 7.3: what a push service answers. */
function judge(status: number): PushOutcome {
  if (status >= 200 && status < 300) return { outcome: 'taken' }
  if (status === 404 || status === 410) return { outcome: 'gone' }
  const isWorthAnother = status === 429 || status >= 500
  return { outcome: 'failed', fault: `status-${status}`, isWorthAnother }
}

/** The client counts the length itself. */
function toTexts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length')
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}
