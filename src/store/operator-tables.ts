/** Who may enter the console of the service, and from which browsers. */
export interface OperatorTables {
  operators: OperatorRow
  operator_sessions: OperatorSessionRow
}

export interface OperatorRow {
  id: string
  /** Small letters, digits, dots and dashes; it stands beside what the operator did. */
  name: string
  /** `ops` or `helpdesk`. */
  role: string
  /** Argon2id with a key of ours, as a PHC string. */
  password_hash: string
  password_set_at: number
  /** It was shown to somebody else once: a new one is asked for. */
  must_change_at: number | null
  /** Of the authenticator, once it was confirmed. */
  secret_sealed: string | null
  /** The newest time step that was used; none before it ever counts. */
  last_step: number | null
  created_at: number
}

/** One browser of one operator, until it logs out. */
export interface OperatorSessionRow {
  id: string
  operator_id: string
  /** Plain SHA-256: a token has 256 random bits. */
  token_digest: string
  /** `password`, or `verified` when the second factor was right too. */
  stage: string
  /** Of the authenticator that this browser is setting up. */
  pending_sealed: string | null
  agent: string
  /** Keyed hash of the address. */
  ip: string
  created_at: number
  seen_at: number
  /** Ends then at the latest, however busy. */
  expires_at: number
  ended_at: number | null
}
