import type { CallRow } from '../store/index.ts'
import type { CallProgress } from './carrier.ts'
import type { E164 } from './numbers/e164.ts'
import type { Locale } from './prompts/catalogue.ts'

/**
 * How far each status is. An update may only raise it, so late, repeated and reordered reports
 * change nothing, and what ended stays ended: all endings are equally far.
 */
export const progressOf = {
  queued: 0,
  dialling: 10,
  ringing: 20,
  answered: 30,
  'gate-passed': 40,
  spoken: 50,
  completed: 100,
  busy: 100,
  'no-answer': 100,
  failed: 100,
  cancelled: 100,
  'gate-failed': 100,
  reported: 100,
} as const satisfies Record<CallProgress | string, number>

export type CallStatus = keyof typeof progressOf
export const callStatuses = Object.keys(progressOf) as CallStatus[]

export const ENDED = progressOf.completed

/** Ring and talk times of `DESIGN.md` section 7, in seconds. */
export const RING_SECONDS = 20
export const TALK_SECONDS = 90
/** Twilio may ring up to 5 s longer, and its reports may be a minute late. */
export const LONGEST_CALL_MS = (RING_SECONDS + 5 + TALK_SECONDS + 60) * 1000
/** A call that was not dialled by then never is: whoever waits has given up. */
export const LONGEST_QUEUE_MS = 20_000

export interface Call {
  readonly id: string
  readonly tenantId: string
  readonly madeFor: string
  readonly numberSubject: string
  readonly locale: Locale
  readonly gate: 'none' | 'key' | 'match'
  readonly status: CallStatus
  readonly reason: string | null
  readonly carrier: string | null
  readonly carrierCallId: string | null
  readonly createdAt: number
  readonly placedAt: number | null
  readonly notAfter: number
  readonly hangUpAt: number | null
  readonly endedAt: number | null
  readonly toSealed: string
  readonly gateSealed: string
  readonly prefixSubject: string | null
  readonly country: string | null
  /** Millionths of a euro: as the price table said, and once it has ended as its carrier says. */
  readonly priceMicros: number | null
}

export interface NewCall {
  readonly id: string
  readonly tenantId: string
  /** What it is made for, in the words of whoever asks. */
  readonly madeFor: string
  readonly to: E164
  readonly numberSubject: string
  /** Keyed hash of the number without its last four digits. */
  readonly prefixSubject: string
  readonly country: string
  /** What it is reckoned to cost, in millionths of a euro. */
  readonly priceMicros: number
  readonly locale: Locale
  readonly gate: Call['gate']
  /** Epoch milliseconds: neither dialled nor spoken after this. */
  readonly notAfter: number
}

export function hasEnded({ status }: { status: CallStatus }) {
  return progressOf[status] >= ENDED
}

export function toCall(row: CallRow): Call {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    madeFor: row.made_for,
    numberSubject: row.number_subject,
    locale: row.locale as Locale,
    gate: row.gate as Call['gate'],
    status: row.status as CallStatus,
    reason: row.reason,
    carrier: row.carrier,
    carrierCallId: row.carrier_call_id,
    createdAt: row.created_at,
    placedAt: row.placed_at,
    notAfter: row.not_after,
    hangUpAt: row.hang_up_at,
    endedAt: row.ended_at,
    toSealed: row.to_sealed,
    gateSealed: row.gate_sealed,
    prefixSubject: row.prefix_subject,
    country: row.country,
    priceMicros: row.price_micros,
  }
}
