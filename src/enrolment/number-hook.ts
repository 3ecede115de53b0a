import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { OwnNumberRefusal } from '../accounts/index.ts'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import { dataKey, type Store } from '../store/index.ts'

/** Sends a request to an address that a tenant chose; rejects when there is no answer. */
export type FetchOutside = (
  url: string,
  request: {
    readonly method: 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    readonly timeoutMs: number
  },
) => Promise<{ readonly status: number; readonly text: string }>

export interface NumberHookParts {
  readonly fetch: FetchOutside
  readonly hookKey: Buffer
  readonly clock: Clock
}

interface Hook {
  readonly tenantId: string
  readonly url: string
}

/** Somebody waits for the answer with a page open. */
const DEADLINE_MS = 2000

const HookAnswer = Type.Object({
  allowed: Type.Boolean(),
  reason: Type.Optional(Type.String()),
})

/**
 * Asks a tenant's exchange whether a number may be a factor. Anything but a clear yes is a no: an
 * exchange that cannot be asked may host the number (`test/security/own-platform-numbers.test.ts`).
 */
export async function askNumberHook(
  { fetch, hookKey, clock }: NumberHookParts,
  hook: Hook,
  number: string,
): Promise<OwnNumberRefusal | null> {
  const body = JSON.stringify({ number })
  const headers = { 'content-type': 'application/json', ...signed(hookKey, hook, clock, body) }
  try {
    const request = { method: 'POST', headers, body, timeoutMs: DEADLINE_MS } as const
    return toRefusal(await fetch(hook.url, request))
  } catch {
    return { reason: 'exchange-unavailable' }
  }
}

/** What the secrets of all hooks are made from; the same for all instances. */
export function openNumberHookKey(store: Store, keyring: Keyring): Promise<Buffer> {
  return dataKey(store, keyring, 'number-hook')
}

/** Made from the address, so that it is never stored: another address has another secret. */
export function numberHookSecret(hookKey: Buffer, { tenantId, url }: Hook): string {
  const secret = createHmac('sha256', hookKey).update(`number-hook\0${tenantId}\0${url}`).digest()
  return `whsec_${secret.toString('base64')}`
}

/** After the Standard Webhooks specification. */
function signed(hookKey: Buffer, hook: Hook, clock: Clock, body: string) {
  const id = newId('nh')
  const at = new Date(clock.now())
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(numberHookSecret(hookKey, hook)).sign(id, at, body),
  }
}

function toRefusal({ status, text }: { status: number; text: string }): OwnNumberRefusal | null {
  const answer: unknown = status === 200 ? JSON.parse(text) : null
  if (!Check(HookAnswer, answer)) return { reason: 'exchange-unavailable' }
  if (answer.allowed) return null
  const said = toWords(answer.reason ?? '')
  return { reason: 'exchange-refused', ...(said !== '' && { exchangeReason: said }) }
}

const WORDS_MOST = 200

/** One line that a page can show; a number in it is nobody's business. */
function toWords(reason: string) {
  return reason
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replace(/\+?\d(?:[ ().-]*\d){5,}/g, '…')
    .trim()
    .slice(0, WORDS_MOST)
}
