import type { Position } from '../../dialogue.ts'

/** Which of a call's webhooks: `turn/answer`, `turn/gate-1`, `status`, `fallback`. */
export type Webhook = `turn/${Position}` | 'status' | 'fallback'

interface CallAddress {
  readonly carrierName: string
  readonly callId: string
  readonly nonce: string
}

/**
 * Connection overrides. Twilio reads them from the fragment, which it neither sends nor signs: by
 * default a webhook that answers 5xx or too late is not asked again, and a status is lost.
 * Three tries of 4 s stay below the 15 s that a webhook has in all.
 */
const documentRetries = '#ct=2000&rt=4000&rc=2&rp=5xx,ct,rt'
const statusRetries = '#rc=3&rp=5xx,ct,rt'

/** The public address without a slash at its end; its path, if any, is part of it. */
export function homeOf(publicUrl: URL): string {
  return publicUrl.origin + publicUrl.pathname.replace(/\/+$/, '')
}

/** Ids and nonce stand in the path and there is no query: the signature has no delimiters. */
export function webhookUrl(publicUrl: URL, address: CallAddress, webhook: Webhook): string {
  const { carrierName, callId, nonce } = address
  const path = `/carriers/${encodeURIComponent(carrierName)}/calls/${callId}/${nonce}/${webhook}`
  return homeOf(publicUrl) + path + (webhook === 'status' ? statusRetries : documentRetries)
}
