/** At most `quota` uses in any window of `windowSeconds`, counted exactly, for each subject. */
export interface Limit {
  /** Stands in answers and headers: kebab-case, such as `number-10-minutes`. */
  readonly name: string
  readonly quota: number
  readonly windowSeconds: number
}

export interface Charge {
  readonly limit: Limit
  /** Whom it is counted against: a keyed hash or an id of ours, never a number. */
  readonly subject: string
}

export interface Standing {
  readonly limit: Limit
  /** Uses left in the window that ends now. */
  readonly remaining: number
  /** Until one more use is free: 0 while some remain. */
  readonly retryAfterMs: number
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
  /** Charges every limit, or none when one of them is full. One atomic act. */
  take(charges: readonly Charge[], use: Use): Promise<TakeResult>

  /** Gives a use back to these limits. Giving back what is not there changes nothing. */
  giveBack(charges: readonly Charge[], useId: string): Promise<void>

  /** Looks without changing anything. */
  peek(charges: readonly Charge[]): Promise<readonly Standing[]>
}
