import type { GateKind } from '../accounts/index.ts'
import type { NumberRefusal } from '../calls/index.ts'
import type { LimitReached } from '../guard/index.ts'
import type { Standing } from '../limits/index.ts'
import type { Challenge } from './challenge.ts'
import type { LoginContext } from './login-context.ts'
import type { Known } from './to-answer.ts'

/** How a code is asked for, whoever it is for. */
export interface Manner {
  readonly locale?: string | undefined
  readonly gate?: GateKind | undefined
  readonly context?: LoginContext | undefined
}

/** By the number policy, or because the tenant's own exchange has it. */
export interface NumberRefused {
  readonly outcome: 'number-refused'
  readonly reason: NumberRefusal
  /** In the words of the exchange, where it gave any. */
  readonly exchangeReason?: string
}

export type OpenResult =
  | {
      readonly outcome: 'opened'
      readonly challenge: Challenge
      readonly standings: readonly Standing[]
      /** For the answer: nothing of it has to be read back. */
      readonly known: Known
    }
  | NumberRefused
  | { readonly outcome: 'gate-too-weak'; readonly wanted: GateKind }
  | { readonly outcome: 'user-unknown' | 'no-factor' | 'factor-unknown' }
  | LimitReached
