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
