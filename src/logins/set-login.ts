import { type AuditEvent, recordEvents } from '../audit/index.ts'
import type { UserKey } from '../factors/index.ts'
import { isDuplicate } from '../platform/database/faults.ts'
import type { Store } from '../store/index.ts'
import { nameDigest, namePurpose, readName } from './login-name.ts'
import { findLogin, updateLogin } from './login-store.ts'
import type { LoginParts } from './parts.ts'
import { drawHash } from './password-hash.ts'

export interface NewName extends UserKey {
  readonly name: string
  readonly by?: Pick<AuditEvent, 'actor' | 'agent'>
}

export type SetLoginResult =
  /** `made`: the user had none, and has a password now that nobody knows. */
  | { readonly outcome: 'set'; readonly made: boolean }
  | { readonly outcome: 'name-invalid' }
  /** Write nothing more in this transaction: on PostgreSQL it may be lost. */
  | { readonly outcome: 'name-taken' }

/**
 * Gives a user a login name, or another one; the password stays. Of two users who want the same name
 * at the same time the index gives it to one: `test/integration/races-logins.test.ts`.
 */
export async function setLogin(
  parts: Pick<LoginParts, 'keyring' | 'pseudonym' | 'clock'>,
  within: Store,
  { tenantId, userId, name: typed, by }: NewName,
): Promise<SetLoginResult> {
  const name = readName(typed)
  if (name === null) return { outcome: 'name-invalid' }
  const whose = { tenantId, userId }
  const named = {
    name_digest: nameDigest(parts, { tenantId, name }),
    name_sealed: parts.keyring.seal(name, namePurpose(whose)),
  }
  const now = parts.clock.now()
  const made = await insert(within, whose, { named, now })
  if (!made && !(await rename(within, whose, named))) return { outcome: 'name-taken' }
  await recordEvents(within, [
    { ...by, tenantId, at: now, kind: 'login.named', about: userId, detail: { made } },
  ])
  return { outcome: 'set', made }
}

interface Named {
  readonly name_digest: string
  readonly name_sealed: string
}

async function insert(
  within: Store,
  { tenantId, userId }: UserKey,
  { named, now }: { named: Named; now: number },
): Promise<boolean> {
  const row = await within
    .insertInto('logins')
    .values({
      ...{ tenant_id: tenantId, user_id: userId, ...named },
      ...{ password_hash: drawHash(), password_set_at: now, created_at: now },
      ...{ must_change_at: null, replaced_at: null, known_ip: null },
      ...{ reset_digest: null, reset_expires_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}

/** False: the user has no login, so it was the name that was in the way; or another has the name. */
async function rename(within: Store, whose: UserKey, named: Named): Promise<boolean> {
  if (!(await findLogin(within, whose))) return false
  try {
    await updateLogin(within, whose).set(named).execute()
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
