/** At most `quota` uses in any window of `windowSeconds`, counted exactly, for each subject. */
export interface Limit {
  /** Stands in answers and headers: kebab-case, such as `number-10-minutes`. */
  readonly name: string
  readonly quota: number
  readonly windowSeconds: number
  /** A shadow counts what it would let through, says when it would refuse, and never does. */
  readonly mode?: 'enforced' | 'shadow' | undefined
  /** Counts in the uses of the limit of this name, over the same window. */
  readonly sharesWith?: string | undefined
  /** The log of uses that it counts in, where several limits have one. */
  readonly log?: LimitLog | undefined
}

/** Uses of one thing by one subject, for limits of several windows. */
export interface LimitLog {
  readonly name: string
  /** The longest of the windows. */
  readonly staysSeconds: number
}

export interface Charge {
  readonly limit: Limit
  /** Whom it is counted against: a keyed hash or an id of ours, never a number. */
  readonly subject: string
  /** Names the use in this limit alone: what has the same name counts once. */
  readonly useId?: string | undefined
  /** How much of a quota that is a sum it takes; 1 otherwise. */
  readonly amount?: number | undefined
}

export interface Standing {
  readonly limit: Limit
  /** Of the quota, in the window that ends now. */
  readonly remaining: number
  /** Until one more such charge fits: 0 while it does. */
  readonly retryAfterMs: number
  /** What such a charge takes, where that is not 1. */
  readonly amount?: number
  /** A shadow that would have refused; nothing was charged to it. */
  readonly shadowRefused?: true
}

export type TakeResult =
  | { readonly taken: true; readonly standings: readonly Standing[] }
  | {
      readonly taken: false
      /** Of all limits that are full, the one with the longest wait. */
      readonly refusedBy: Standing
      readonly standings: readonly Standing[]
    }

export interface Use {
  /** Names this use, so that it can be given back. Taking the same use twice counts once. */
  readonly id: string
  /** A use that ends when this one is taken, such as the slot of a call that this one replaces. */
  readonly replaces?: string | undefined
}

/**
 * Counts uses against limits. Implementations run `test/contract/limiter-contract.ts`.
 * A store that cannot answer makes every method throw `StoreUnavailable`: nothing is let through.
 */
export interface Limiter {
  /** Charges every limit, or none when one that is enforced is full. One atomic act. */
  take(charges: readonly Charge[], use: Use): Promise<TakeResult>

  /**
   * Gives a use back to these limits. Giving back what is not there changes nothing. Of a quota that is
   * a sum so much is kept as the use took in the end.
   */
  giveBack(charges: readonly Charge[], useId: string, keptAmount?: number): Promise<void>

  /** Looks without changing anything. */
  peek(charges: readonly Charge[]): Promise<readonly Standing[]>
}
