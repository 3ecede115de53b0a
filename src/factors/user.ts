import type { Keyring } from '../platform/keyring.ts'
import type { Tables } from '../store/index.ts'

export const roles = ['user', 'admin'] as const
export type Role = (typeof roles)[number]

/** A person of a tenant, by the id that the tenant's panel uses. */
export interface User {
  readonly tenantId: string
  readonly id: string
  readonly displayName: string | null
  /** Where notices go: all of them (NIST SP 800-63B-4 section 4.6). */
  readonly emails: readonly string[]
  readonly locale: string | null
  readonly role: Role
  /** Until then a login without a second factor is let through. */
  readonly extensionUntil: number | null
  readonly createdAt: number
}

/** Whose row it is. */
export interface UserKey {
  readonly tenantId: string
  readonly userId: string
}

export type Person = Pick<User, 'displayName' | 'emails'>

/**
 * What the panel may use as an id: control characters would forge lines of a log, and unpaired
 * surrogates all turn into the same character in the database. For a pattern with the flag `u`.
 */
export const userIdPattern = '^[^\\p{Cc}\\p{Cs}]{1,128}$'

export const personPurpose = ({ tenantId, userId }: UserKey) =>
  `tenant:${tenantId}:user:${userId}:person`

export function sealPerson(keyring: Keyring, whose: UserKey, { displayName, emails }: Person) {
  return keyring.seal(JSON.stringify({ displayName, emails }), personPurpose(whose))
}

export function toUser(row: Tables['users'], keyring: Keyring): User {
  const whose = { tenantId: row.tenant_id, userId: row.id }
  const { displayName, emails } = JSON.parse(
    keyring.open(row.person_sealed, personPurpose(whose)),
  ) as Person
  return {
    ...{ tenantId: row.tenant_id, id: row.id, displayName, emails },
    locale: row.locale,
    role: row.role as Role,
    extensionUntil: row.extension_until,
    createdAt: row.created_at,
  }
}
