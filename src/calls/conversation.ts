import type { ProgressReport } from './carrier.ts'
import type { Listened, Position, Step } from './dialogue.ts'

/** Which call a webhook speaks of: our id and nonce from its path, the carrier's id from its body. */
export interface CallReference {
  readonly callId: string
  readonly nonce: string
  readonly carrierName: string
  readonly carrierCallId: string
}

/**
 * What a carrier's webhooks talk to. A carrier may ask the same twice and in any order: asking again
 * answers the same, and a state never moves back.
 */
export interface Conversation {
  /** The next steps, or `null` when the reference does not fit: unknown call, wrong nonce, a second carrier id. */
  next(call: CallReference, at: Position, listened: Listened): Promise<Turn | null>

  /** Takes note of progress. False when the reference does not fit. */
  report(call: CallReference, report: ProgressReport): Promise<boolean>
}

export interface Turn {
  readonly locale: string
  readonly steps: readonly Step[]
}
