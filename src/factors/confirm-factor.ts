import type { Store } from '../store/index.ts'
import { type Factor, toFactor } from './factor.ts'
import { type By, recordFactors } from './factor-event.ts'

interface Confirmation {
  readonly factorId: string
  readonly now: number
  /** Until then it proves no change to the factors; null where it may at once. */
  readonly heldUntil: number | null
  readonly by?: By
}

/**
 * From now on the factor counts: the first of its user leads, later ones go behind. One statement;
 * null when it was not pending (any more). A code that was right is no reason to wait for a lock.
 */
export async function confirmFactor(
  within: Store,
  { factorId, now, heldUntil, by }: Confirmation,
): Promise<Factor | null> {
  const row = await within
    .updateTable('factors')
    .set(({ selectFrom }) => ({
      confirmed_at: now,
      held_until: heldUntil,
      position: selectFrom('factors as other')
        .select(({ eb, fn, val }) =>
          eb(fn.coalesce(fn.max('other.position'), val(-1)), '+', 1).as('next'),
        )
        .whereRef('other.tenant_id', '=', 'factors.tenant_id')
        .whereRef('other.user_id', '=', 'factors.user_id')
        .where('other.confirmed_at', 'is not', null)
        .where('other.method', '!=', 'recovery'),
    }))
    .where('id', '=', factorId)
    .where('confirmed_at', 'is', null)
    .where('disabled_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const factor = toFactor(row, now)
  await recordFactors(within, 'factor.confirmed', { factors: [factor], now, by })
  return factor
}
