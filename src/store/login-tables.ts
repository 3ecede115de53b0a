/** How users log in: names with passwords, and the sessions that follow. */
export interface LoginTables {
  logins: LoginRow
  sessions: SessionRow
}

/** One for each user who has one. */
export interface LoginRow {
  tenant_id: string
  user_id: string
  /** Keyed hash of the name in its one form: how it is found. */
  name_digest: string
  /** The name as it was written. */
  name_sealed: string
  /** Argon2id with a key of ours, as a PHC string. */
  password_hash: string
  password_set_at: number
  /** The next login asks for a new one, whoever set this one and whenever. */
  must_change_at: number | null
  /** Taken away, because it was not changed in time. */
  replaced_at: number | null
  /** Keyed hash of the address from which the password was set, or its user proved to be it, last. */
  known_ip: string | null
  /** Of the link that was mailed last; used once. */
  reset_digest: string | null
  reset_expires_at: number | null
  created_at: number
}

/** One browser of one user, until it logs out. Kept a while longer: where somebody got in is known. */
export interface SessionRow {
  id: string
  tenant_id: string
  user_id: string
  /** Plain SHA-256: a token has 256 random bits. */
  token_digest: string
  /** `password`, or `verified` when the second factor was right too. */
  stage: string
  place: string
  /** The round of proof that this browser began. */
  challenge_id: string | null
  agent: string
  /** Keyed hash of the address; null where it is not to be trusted any more. */
  ip: string | null
  created_at: number
  seen_at: number
  verified_at: number | null
  skipped_at: number | null
  /** Ends then at the latest, however busy. */
  expires_at: number
  ended_at: number | null
}
