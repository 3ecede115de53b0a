import type { Store } from '../store/index.ts'
import { type Factor, toFactor } from './factor.ts'
import { recordFactors } from './factor-event.ts'

/** Deletes what nobody confirmed in time; for housekeeping. Returns what vanished. */
export async function vanishExpired(store: Store, now: number): Promise<Factor[]> {
  return store.transaction().execute(async (within) => {
    const rows = await within
      .deleteFrom('factors')
      .where('confirmed_at', 'is', null)
      .where('expires_at', '<=', now)
      .returningAll()
      .execute()
    const factors = rows.map((row) => toFactor(row, now))
    await recordFactors(within, 'factor.expired', { factors, now })
    return factors
  })
}
