import { locksRows } from '../platform/database/row-locks.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import { toUser, type User, type UserKey } from './user.ts'

export async function findUser(
  store: Store,
  whose: UserKey,
  keyring: Keyring,
): Promise<User | null> {
  const row = await rowOf(store, whose).selectAll().executeTakeFirst()
  return row ? toUser(row, keyring) : null
}

/** The same, and until the transaction ends nobody else changes this user or adds a factor. */
export async function lockUser(
  within: Store,
  whose: UserKey,
  keyring: Keyring,
): Promise<User | null> {
  const row = await rowOf(within, whose)
    .selectAll()
    .$if(locksRows(within), (rows) => rows.forUpdate())
    .executeTakeFirst()
  return row ? toUser(row, keyring) : null
}

function rowOf(store: Store, { tenantId, userId }: UserKey) {
  return store.selectFrom('users').where('tenant_id', '=', tenantId).where('id', '=', userId)
}

interface Page {
  readonly tenantId: string
  /** The last id of the page before. */
  readonly after?: string
  readonly limit: number
}

/** Users by id, a page at a time; `next` is where the next page begins after, null when it was the last. */
export async function listUsers(
  store: Store,
  { tenantId, after, limit }: Page,
  keyring: Keyring,
): Promise<{ users: User[]; next: string | null }> {
  const rows = await store
    .selectFrom('users')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(after !== undefined, (users) => users.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const users = rows.slice(0, limit).map((row) => toUser(row, keyring))
  return { users, next: rows.length > limit ? (users.at(-1)?.id ?? null) : null }
}

/** Lets logins of one user through without a second factor until then; null takes that back. */
export async function extendUser(
  within: Store,
  { tenantId, userId }: UserKey,
  until: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await within
    .updateTable('users')
    .set({ extension_until: until })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
