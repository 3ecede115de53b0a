import type { Store } from '../store/index.ts'
import { type Factor, toFactor } from './factor.ts'
import { type By, recordFactors } from './factor-event.ts'

/** NIST SP 800-63B-4 section 3.2.2: no more wrong codes in a row; then only a new factor helps. */
export const MOST_WRONG_IN_A_ROW = 100

/**
 * One more wrong code, in one statement; the hundredth disables the factor. Null when it is gone or
 * disabled already. Within the transaction that judged the code.
 */
export async function noteWrong(
  within: Store,
  factorId: string,
  now: number,
): Promise<Factor | null> {
  const row = await within
    .updateTable('factors')
    .set(({ eb }) => ({
      wrong_in_a_row: eb('wrong_in_a_row', '+', 1),
      disabled_at: eb
        .case()
        .when('wrong_in_a_row', '>=', MOST_WRONG_IN_A_ROW - 1)
        .then(now)
        .else(null)
        .end(),
    }))
    .where('id', '=', factorId)
    .where('disabled_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const factor = toFactor(row, now)
  if (factor.state === 'disabled') await recordDisabled(within, factor, now)
  return factor
}

/** A right code: what was wrong before is forgotten (section 3.2.2), except by the limits. */
export async function noteRight(within: Store, factorId: string): Promise<void> {
  await within
    .updateTable('factors')
    .set({ wrong_in_a_row: 0 })
    .where('id', '=', factorId)
    .where('wrong_in_a_row', '>', 0)
    .where('disabled_at', 'is', null)
    .execute()
}

/** From now on it proves nothing; null when that was so already. */
export async function disableFactor(
  within: Store,
  { factorId, now, by }: { factorId: string; now: number; by?: By },
): Promise<Factor | null> {
  const row = await within
    .updateTable('factors')
    .set({ disabled_at: now })
    .where('id', '=', factorId)
    .where('disabled_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const factor = toFactor(row, now)
  await recordDisabled(within, factor, now, by)
  return factor
}

function recordDisabled(within: Store, factor: Factor, now: number, by?: By) {
  const { wrongInARow } = factor
  return recordFactors(within, 'factor.disabled', {
    ...{ factors: [factor], now, by },
    detail: { wrongInARow },
  })
}
