import type { E164 } from './numbers/e164.ts'

/**
 * Who carries calls. One folder under `carriers/` per implementation, and every one of them runs
 * `test/contract/carrier-contract.ts`.
 *
 * No method throws and none takes longer than its deadline: what a carrier says, and what it fails
 * to say, comes back as an outcome. Its own errors hold credentials and numbers and stay inside.
 */
export interface Carrier {
  readonly name: string
  /** Calls a second the account may start; the dispatcher keeps to it. */
  readonly callsPerSecond: number

  place(call: OutgoingCall): Promise<PlaceOutcome>

  /** Ends a call in whatever state it is. Ending a call that is over already is a success. */
  hangUp(carrierCallId: string): Promise<HangUpOutcome>

  /** What became of a call: by the carrier's id, or, when the answer to `place` was lost, by our own. */
  find(call: SoughtCall): Promise<FindOutcome>
}

export interface OutgoingCall {
  /** Our own id; it stands in the path of every webhook, so that one of them binds the call. */
  readonly id: string
  /** Secret part of the webhook path, 128 bits. */
  readonly nonce: string
  readonly to: E164
  /** How long it may ring, in seconds. Twilio adds up to 5. */
  readonly ringSeconds: number
  /** Longest conversation, in seconds: a fuse against cost. */
  readonly talkSeconds: number
}

export type PlaceOutcome =
  | { outcome: 'placed'; carrierCallId: string }
  | { outcome: 'refused'; reason: RefusalReason; carrierCode?: number }
  /** It may ring or it may not: a time-out, a reset, a 5xx, an answer that makes no sense. */
  | { outcome: 'unknown'; carrierCode?: number }

/**
 * Why a carrier did not take a call, in words the rest of the service acts on.
 * `number`: this number cannot be called, by anyone. `blocked`: this carrier will not call it (geo
 * permission, block list). `busy`: try again here in a moment. `down`: not reached, nothing was sent.
 * `account`: credentials, funds or settings; an operator has to look. `bug`: we sent nonsense.
 */
export type RefusalReason = 'number' | 'blocked' | 'busy' | 'down' | 'account' | 'bug'

export type HangUpOutcome = { outcome: 'ended' } | { outcome: 'unknown' }

export interface SoughtCall {
  readonly id: string
  readonly to: E164
  readonly carrierCallId: string | null
  /** When we began to place it, epoch milliseconds. */
  readonly placedAt: number
}

export type FindOutcome =
  | { outcome: 'found'; carrierCallId: string; progress: CallProgress; price?: Price }
  /** The carrier answered, and it has no such call. */
  | { outcome: 'none' }
  | { outcome: 'unknown' }

/** What a carrier charges for a call that is over; absent until it has reckoned. */
export interface Price {
  /** Millionths of the currency, never negative. */
  readonly micros: number
  /** ISO 4217. */
  readonly currency: string
}

/** How far a call is, in the words of `DESIGN.md`; what the callee pressed is not a carrier's affair. */
export type CallProgress =
  | 'dialling'
  | 'ringing'
  | 'answered'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'cancelled'

/** What a carrier tells us about a call, on its own account. */
export interface ProgressReport {
  readonly progress: CallProgress
  readonly carrierCallId: string
  /** Why it ended, as far as the carrier says: a SIP status such as 486, 480, 603. */
  readonly sipStatus?: number
  /** Length of the conversation in whole seconds. */
  readonly talkedSeconds?: number
}
