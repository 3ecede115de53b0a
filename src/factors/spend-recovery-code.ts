import type { Store } from '../store/index.ts'
import { readCrockford } from './crockford.ts'
import { digestRecoveryCode, RECOVERY_CHARACTERS } from './recovery-digest.ts'

interface Spending {
  readonly factorId: string
  readonly typed: string
  readonly now: number
}

/**
 * Uses a code up; false when it is none of the set, or was used. One guarded statement decides, so
 * that a code works once however often it is sent. Held by `test/security/recovery-reuse.test.ts`.
 */
export async function spendRecoveryCode(
  within: Store,
  { factorId, typed, now }: Spending,
): Promise<boolean> {
  const code = readCrockford(typed, RECOVERY_CHARACTERS)
  if (code === null) return false
  const rows = await within
    .selectFrom('recovery_codes')
    .select('salt')
    .where('factor_id', '=', factorId)
    .execute()
  if (rows.length === 0) return false
  const digests = rows.map(({ salt }) => digestRecoveryCode(salt, factorId, code))
  const { numUpdatedRows } = await within
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('factor_id', '=', factorId)
    .where('digest', 'in', digests)
    .where('used_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('factors')
          .select('id')
          .where('id', '=', factorId)
          .where('disabled_at', 'is', null),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How many codes of the set are left. */
export async function countUnused(store: Store, factorId: string): Promise<number> {
  const { left } = await store
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('factor_id', '=', factorId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}
