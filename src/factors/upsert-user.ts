import { insertEvents } from '../audit/index.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import type { By } from './factor-event.ts'
import { type Role, sealPerson, type User, type UserKey } from './user.ts'
import { lockUser } from './user-store.ts'

export interface UserChanges extends UserKey {
  readonly displayName?: string
  readonly emails?: readonly string[]
  readonly locale?: string
  readonly role?: Role
}

interface Means {
  readonly keyring: Keyring
  readonly now: number
  readonly by?: By
}

/** Creates a user, or changes what is named; absent fields stay as they are. Within a transaction. */
export async function upsertUser(
  within: Store,
  changes: UserChanges,
  means: Means,
): Promise<{ user: User; created: boolean }> {
  const fresh = { ...unknown(changes, means.now), ...named(changes) }
  const inserted = await within
    .insertInto('users')
    .values({ ...toColumns(fresh, means.keyring), created_at: means.now })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) {
    await record(within, 'user.created', { user: fresh, means })
    return { user: fresh, created: true }
  }
  const known = await lockUser(within, changes, means.keyring)
  // Erased since it was in the way.
  if (!known) return upsertUser(within, changes, means)
  return { user: await change(within, known, { changes, means }), created: false }
}

async function change(
  within: Store,
  known: User,
  { changes, means }: { changes: UserChanges; means: Means },
): Promise<User> {
  const user = { ...known, ...named(changes) }
  const fields = changedFields(known, user)
  if (fields.length === 0) return known
  await within
    .updateTable('users')
    .set(toColumns(user, means.keyring))
    .where('tenant_id', '=', user.tenantId)
    .where('id', '=', user.id)
    .execute()
  await record(within, 'user.changed', { user, means, fields: fields.join(' ') })
  return user
}

function unknown({ tenantId, userId }: UserKey, now: number): User {
  return {
    ...{ tenantId, id: userId, displayName: null, emails: [], locale: null },
    ...{ role: 'user', extensionUntil: null, createdAt: now },
  }
}

function named({ displayName, emails, locale, role }: UserChanges) {
  return {
    ...(displayName !== undefined && { displayName }),
    ...(emails !== undefined && { emails }),
    ...(locale !== undefined && { locale }),
    ...(role !== undefined && { role }),
  }
}

const changeable = ['displayName', 'emails', 'locale', 'role'] as const

function changedFields(before: User, after: User) {
  return changeable.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

function toColumns(user: User, keyring: Keyring) {
  const { tenantId, id, locale, role, extensionUntil } = user
  return {
    ...{ tenant_id: tenantId, id, locale, role, extension_until: extensionUntil },
    person_sealed: sealPerson(keyring, { tenantId, userId: id }, user),
  }
}

/** Of what changed the names alone: a name or an address is not for the audit log. */
async function record(
  within: Store,
  kind: 'user.created' | 'user.changed',
  { user, means, fields }: { user: User; means: Means; fields?: string },
) {
  const { tenantId, id, role } = user
  const { now, by } = means
  const detail = { ...by?.detail, role, ...(fields !== undefined && { fields }) }
  await insertEvents(within, [{ ...by, tenantId, at: now, kind, about: id, detail }]).execute()
}
