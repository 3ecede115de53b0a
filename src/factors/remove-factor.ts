import type { Store } from '../store/index.ts'
import { type Factor, toFactor } from './factor.ts'
import { type By, recordFactors } from './factor-event.ts'
import type { FactorKey } from './factor-store.ts'

interface Removal extends FactorKey {
  readonly now: number
  readonly by?: By
}

/** Deletes a factor with its secret, codes and device; the next in order leads. Null: not there. */
export async function removeFactor(
  within: Store,
  { tenantId, userId, factorId, now, by }: Removal,
): Promise<Factor | null> {
  const row = await within
    .deleteFrom('factors')
    .where('id', '=', factorId)
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const factor = toFactor(row, now)
  await recordFactors(within, 'factor.removed', { factors: [factor], now, by })
  return factor
}
