/** Users, what they prove themselves with, and what stands open to change it. */
export interface UserTables {
  users: UserRow
  factors: FactorRow
  recovery_codes: RecoveryCodeRow
  pairing_codes: PairingCodeRow
  devices: DeviceRow
  resets: ResetRow
  redeemed_assertions: RedeemedAssertionRow
}

/** A person of a tenant, under the id that the tenant's panel uses. */
export interface UserRow {
  tenant_id: string
  id: string
  /** JSON of the name and the addresses to notify: personal, so sealed. */
  person_sealed: string
  locale: string | null
  role: string
  /** Until then a login without a second factor is let through, whatever the tenant enforces. */
  extension_until: number | null
  created_at: number
}

/** One enrolled method. Removing it deletes the row; the audit log remembers. */
export interface FactorRow {
  id: string
  tenant_id: string
  user_id: string
  method: string
  label: string
  /** The lowest is the primary. */
  position: number
  /** What a page may show of it, such as a masked number or the name of a device. */
  shown: string
  /** Keyed hash of the number of a `voice` factor: who else uses it. */
  number_subject: string | null
  /** The number or the TOTP secret; null where there is none. */
  secret_sealed: string | null
  /** The newest TOTP time step that was accepted: never this one or an older one again (RFC 6238 section 5.2). */
  last_step: number | null
  /** Wrong codes since the last right one; NIST SP 800-63B-4 section 3.2.2 disables at 100. */
  wrong_in_a_row: number
  created_at: number
  /** Unconfirmed until then; where it stays unconfirmed, it vanishes. */
  expires_at: number
  confirmed_at: number | null
  disabled_at: number | null
  /** Until then it proves logins, but no change to the factors. */
  held_until: number | null
}

export interface RecoveryCodeRow {
  factor_id: string
  tenant_id: string
  /** Of the code with a salt of its own. */
  digest: string
  salt: string
  used_at: number | null
}

export interface PairingCodeRow {
  factor_id: string
  tenant_id: string
  digest: string
  expires_at: number
}

/** An app on a phone, paired with one `app` factor. */
export interface DeviceRow {
  factor_id: string
  tenant_id: string
  user_id: string
  token_digest: string
  /** JWK of the key that was made on the device and never left it. */
  public_key: string
  /** The Web Push subscription, where the device gave one: its address can be used to send to it. */
  push_sealed: string | null
  paired_at: number
  seen_at: number
}

/** A helpdesk's request to take a user's factors away. */
export interface ResetRow {
  id: string
  tenant_id: string
  user_id: string
  reason: string
  requested_by: string
  approved_by: string | null
  approved_at: number | null
  status: string
  /** How long it waits, as the policy was when it was requested; 0: its user proved another factor. */
  wait_ms: number
  /** Not before then; null while somebody still has to approve. */
  ready_at: number | null
  /** Of the entry that the user got by mail; used once. */
  entry_digest: string | null
  entry_expires_at: number | null
  created_at: number
  closed_at: number | null
}

export interface RedeemedAssertionRow {
  tenant_id: string
  jti: string
  expires_at: number
}
