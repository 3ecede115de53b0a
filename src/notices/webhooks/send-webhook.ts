import { Webhook } from 'standardwebhooks'
import { PublicFetchFailed } from '../../platform/http/public-fetch.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { NoticeParts } from '../parts.ts'
import { type Endpoint, secretPurpose } from './endpoint.ts'

export const WEBHOOK_DEADLINE_MS = 3_000

/** One of them signs, two while a secret is being changed. */
export function secretsOf(keyring: Keyring, endpoint: Endpoint, now: number): readonly string[] {
  const { id, secretSealed, oldSecretSealed, oldSecretUntil } = endpoint
  const open = (sealed: string) => keyring.open(sealed, secretPurpose(id))
  const isOldGood = oldSecretSealed !== null && now < (oldSecretUntil ?? 0)
  return [open(secretSealed), ...(isOldGood ? [open(oldSecretSealed)] : [])]
}

interface Outgoing {
  readonly id: string
  readonly body: string
  readonly at: number
}

/** The headers of the Standard Webhooks specification, version 1. */
export function signedHeaders(secrets: readonly string[], { id, body, at }: Outgoing) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body))
  return {
    'content-type': 'application/json',
    'user-agent': 'Belcode',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}

/** The status of the answer, or why there is none; what the answer says is not read further. */
export async function sendWebhook(
  { publicFetch, keyring, clock }: Pick<NoticeParts, 'publicFetch' | 'keyring' | 'clock'>,
  endpoint: Endpoint,
  message: { readonly id: string; readonly body: string },
): Promise<{ readonly status: number } | { readonly fault: string }> {
  const at = clock.now()
  const headers = signedHeaders(secretsOf(keyring, endpoint, at), { ...message, at })
  try {
    const { status } = await publicFetch(endpoint.url, {
      method: 'POST',
      headers,
      body: message.body,
      timeoutMs: WEBHOOK_DEADLINE_MS,
    })
    return { status }
  } catch (error) {
    if (error instanceof PublicFetchFailed) return { fault: error.fault }
    throw error
  }
}
