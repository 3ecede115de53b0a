import type { WebhookFailure } from './policy.ts'

/** `code` is Twilio's, out of its error dictionary. */
export interface HttpFailure {
  readonly outcome: 'failed'
  readonly code: number
  readonly failure: WebhookFailure
}

const connectFailures: Readonly<Record<string, number>> = {
  ECONNREFUSED: 11202,
  ENOTFOUND: 11210,
  EAI_AGAIN: 11210,
  UND_ERR_CONNECT_TIMEOUT: 11205,
  EHOSTUNREACH: 11205,
  ENETUNREACH: 11205,
  EPROTO: 11220,
  ERR_TLS_CERT_ALTNAME_INVALID: 11235,
  CERT_HAS_EXPIRED: 11236,
  DEPTH_ZERO_SELF_SIGNED_CERT: 11237,
  SELF_SIGNED_CERT_IN_CHAIN: 11237,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 11237,
}
export const connectionFailure = 11205
const protocolViolation = 11206

/** Twilio's word for why a request failed, and whether a connection was made at all. */
export function toFailure(fault: unknown): HttpFailure {
  const name = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  const connecting = connectFailures[name]
  if (connecting) return { outcome: 'failed', code: connecting, failure: 'ct' }
  const code = name.startsWith('HPE_') ? protocolViolation : connectionFailure
  return { outcome: 'failed', code, failure: 'rt' }
}
