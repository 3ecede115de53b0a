import type { ExpressionBuilder } from 'kysely'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Store, Tables } from '../store/index.ts'
import { type Factor, toFactor } from './factor.ts'
import type { UserKey } from './user.ts'

/** Time ends a pending factor at its moment, not when somebody tidies up. */
export const isThere = (now: number) => (factor: ExpressionBuilder<Tables, 'factors'>) =>
  factor.or([factor('confirmed_at', 'is not', null), factor('expires_at', '>', now)])

interface Of {
  readonly tenantId: string
  readonly userIds: readonly string[]
  readonly now: number
}

function rowsOf(store: Store, { tenantId, userIds, now }: Of) {
  return (
    store
      .selectFrom('factors')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('user_id', 'in', userIds)
      .where(isThere(now))
      // Two that were confirmed at the same moment may share a position; their order is still one.
      .orderBy('position')
      .orderBy('confirmed_at')
      .orderBy('created_at')
      .orderBy('id')
  )
}

/** A user's factors in their order: the primary first, pending ones behind, recovery codes last. */
export async function findFactors(
  store: Store,
  { tenantId, userId, now }: UserKey & { now: number },
): Promise<Factor[]> {
  const rows = await rowsOf(store, { tenantId, userIds: [userId], now }).execute()
  return rows.map((row) => toFactor(row, now))
}

/**
 * The same, and until the transaction ends none of them is confirmed, disabled or removed by others.
 * Lock the user first, so that none is added either.
 */
export async function lockFactors(
  within: Store,
  { tenantId, userId, now }: UserKey & { now: number },
): Promise<Factor[]> {
  const rows = await rowsOf(within, { tenantId, userIds: [userId], now })
    .$if(locksRows(within), (factors) => factors.forUpdate())
    .execute()
  return rows.map((row) => toFactor(row, now))
}

/** The factors of a page of users; who has none is not in it. */
export async function findFactorsOfUsers(store: Store, of: Of): Promise<Map<string, Factor[]>> {
  const found = new Map<string, Factor[]>()
  if (of.userIds.length === 0) return found
  for (const row of await rowsOf(store, of).execute())
    found.set(row.user_id, [...(found.get(row.user_id) ?? []), toFactor(row, of.now)])
  return found
}

export interface FactorKey extends UserKey {
  readonly factorId: string
}

export async function findFactor(
  store: Store,
  { tenantId, userId, factorId, now }: FactorKey & { now: number },
): Promise<Factor | null> {
  const row = await store
    .selectFrom('factors')
    .selectAll()
    .where('id', '=', factorId)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where(isThere(now))
    .executeTakeFirst()
  return row ? toFactor(row, now) : null
}

/** How many users of a tenant confirmed this number: more than one share a phone, or a login. */
export async function countUsersOfNumber(
  store: Store,
  { tenantId, numberSubject }: { tenantId: string; numberSubject: string },
): Promise<number> {
  const { users } = await store
    .selectFrom('factors')
    .select(({ fn }) => fn.count<number>('user_id').distinct().as('users'))
    .where('tenant_id', '=', tenantId)
    .where('number_subject', '=', numberSubject)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return users
}
