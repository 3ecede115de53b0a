import type { Store } from '../store/index.ts'

/**
 * Takes a time step for one login: no code of it or of an older one is ever taken again (RFC 6238
 * section 5.2). One statement, so that of a hundred uses at once one is first, on however many
 * instances. Held by `test/security/totp-replay.test.ts`.
 */
export async function claimStep(
  within: Store,
  { factorId, step }: { factorId: string; step: number },
): Promise<boolean> {
  const { numUpdatedRows } = await within
    .updateTable('factors')
    .set({ last_step: step })
    .where('id', '=', factorId)
    .where('disabled_at', 'is', null)
    .where(({ eb, fn, val }) => eb(fn.coalesce('last_step', val(-1)), '<', step))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
