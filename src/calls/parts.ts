import type { Compilable } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Log } from '../platform/log.ts'
import type { Signals } from '../platform/signals.ts'
import type { Store } from '../store/index.ts'
import type { Call, CallStatus } from './call.ts'
import type { Carrier } from './carrier.ts'

/** What calls need of the rest of the service. */
export interface CallParts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly signals: Signals
  readonly log: Log
  /** In the order they are tried. */
  readonly carriers: readonly Carrier[]
  /** Keys the secret part of webhook paths. */
  readonly nonceKey: Buffer
  readonly owner: CallOwner
}

/** Whoever calls are made for. Calls know nothing more of it. */
export interface CallOwner {
  /** The code to speak on a call, or why there is none (any more). */
  codeFor(within: Store, callId: string): CodeQuestion
  /** The moves that mean something to it. */
  readonly minds: ReadonlySet<CallStatus>
  /**
   * The statement that takes hold of what such a move changes, before the call is moved. A guess that
   * ends a challenge takes hold of it before its calls: in two orders, they would wait for each other.
   * Held by `test/integration/races-verify.test.ts`.
   */
  hold(within: Store, callId: string): Compilable
  /** What such a move means; part of the transaction that makes it. */
  onMoved(within: Store, call: Call): Promise<void>
  /** The move is certain now. */
  afterMove(call: Call): void
  /** What a call really cost is known now; `call` has what it was reckoned to cost. */
  afterPriced(call: Call, priceMicros: number): Promise<void>
}

/** Asked together with what else there is to ask; read only when the code may be spoken. */
export interface CodeQuestion {
  readonly statement: Compilable<unknown>
  read(rows: readonly unknown[]): SpokenCode
}

export type SpokenCode =
  | { readonly code: string }
  | { readonly code: null; readonly why: 'expired' | 'closed' }

/** Where instances tell each other that a call waits to be dialled. */
export const QUEUED = 'calls:queued'
