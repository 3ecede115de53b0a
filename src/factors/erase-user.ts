import { locksRows } from '../platform/database/row-locks.ts'
import type { Store } from '../store/index.ts'
import type { UserKey } from './user.ts'

/**
 * Deletes a user and, by the foreign keys, all that hangs on it here. Returns the ids that were
 * about this user, for whoever erases what other tables say of them; none: there was no such user.
 */
export async function eraseUser(within: Store, whose: UserKey): Promise<readonly string[]> {
  const { tenantId, userId } = whose
  // Locked first: a factor that is being added now is either seen here or refused there.
  const user = await within
    .selectFrom('users')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', userId)
    .$if(locksRows(within), (rows) => rows.forUpdate())
    .executeTakeFirst()
  if (!user) return []
  const ids = [
    userId,
    ...(await idsIn(within, 'factors', whose)),
    ...(await idsIn(within, 'resets', whose)),
  ]
  await within
    .deleteFrom('users')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', userId)
    .execute()
  return ids
}

async function idsIn(
  within: Store,
  table: 'factors' | 'resets',
  { tenantId, userId }: UserKey,
): Promise<string[]> {
  const rows = await within
    .selectFrom(table)
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute()
  return rows.map(({ id }) => id)
}
