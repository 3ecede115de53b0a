/** One version of all limits; never changed, only followed by the next. */
export interface LimitSetRow {
  version: number
  /** The API key, the operator, or the command line. */
  author: string
  reason: string
  at: number
  /** JSON; sealed, because it names numbers and addresses. */
  document_sealed: string
  /** The version that was taken up again. */
  restored_from: number | null
}

/** Limits that somebody tries, or tried within a day, on recorded traffic. */
export interface LimitTrialRow {
  id: string
  /** The API key, or the operator. */
  author: string
  /** Why they would be put in force, as far as that was typed. */
  reason: string
  /** The version that their author looked at. */
  based_on: number | null
  /** The document as it was typed; sealed, because it names numbers and addresses. */
  document_sealed: string
  since: number
  until: number
  /** `running`, of which there is one at most; `done` or `failed`. */
  status: string
  done: number
  total: number
  started_at: number
  /** When the instance that runs it said last that it does, or that it ended. */
  seen_at: number
  /** JSON; of one that is done. */
  result: string | null
}
