/** What the limits remember beyond their counters. */
export interface GuardTables {
  decisions: DecisionRow
  blocks: BlockRow
  exemptions: ExemptionRow
  alarms: AlarmRow
}

/** What the limits said of one call, or of one message to an app. */
export interface DecisionRow {
  id: string
  tenant_id: string
  at: number
  /** `call` or `push`. */
  kind: string
  /** `allowed` or `refused`. */
  verdict: string
  refused_by: string | null
  until: number | null
  /** What its user can read out; of refusals alone. */
  reference: string | null
  challenge_id: string | null
  call_id: string | null
  /** JSON: whom it was counted against, in keyed hashes, with what was known of the number. */
  subjects: string
  price_micros: number
  /** JSON: `[rule, used, quota, whether a shadow rule would have refused]` for each rule asked. */
  standings: string
}

/** Calls to numbers that were not verified lately are refused until then. */
export interface BlockRow {
  tenant_id: string
  /** `prefix`, `country` or `tenant`. */
  scope: string
  subject: string
  /** The rule that was full, or `breaker`. */
  reason: string
  since: number
  until: number
  /** How long it lasts: the next one within a day lasts twice as long. */
  length_ms: number
}

/** One call past the limits of one user or one number. */
export interface ExemptionRow {
  id: string
  tenant_id: string
  /** Keyed hash of the user or the number. */
  subject: string
  /** The API key. */
  granted_by: string
  agent: string | null
  reason: string
  created_at: number
  expires_at: number
  used_at: number | null
  /** The call that used it. */
  used_by: string | null
}

/** Something that somebody has to look at; open until `ended_at`. */
export interface AlarmRow {
  id: string
  tenant_id: string
  kind: string
  /** What it is about, so that there is one at a time: a level of spend, a country, a keyed hash. */
  subject: string
  /** JSON, without numbers or addresses. */
  detail: string
  raised_at: number
  ended_at: number | null
}
