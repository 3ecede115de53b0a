/** What the database knows of a number before it is called. */
export interface CallState {
  /** Calls to it are stopped until then. */
  readonly stoppedUntil: number | null
  /** Blocks that hold for its neighbours, its country, its tenant. */
  readonly blocks: readonly {
    readonly scope: string
    readonly reason: string
    readonly until: number
  }[]
  /** Lets one call past the limits in its way. */
  readonly exemptionId: string | null
  /** Verified in the last 90 days: no block holds it. */
  readonly isKnown: boolean
}
