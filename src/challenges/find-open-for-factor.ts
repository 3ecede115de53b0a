import type { ChallengeParts } from './parts.ts'

interface Sought {
  readonly tenantId: string
  readonly factorId: string
}

/** The challenge that is open to confirm a factor. */
export async function findOpenForFactor(
  { store, clock }: Pick<ChallengeParts, 'store' | 'clock'>,
  { tenantId, factorId }: Sought,
): Promise<string | null> {
  const row = await store
    .selectFrom('challenges')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('factor_id', '=', factorId)
    .where('purpose', '=', 'enrol')
    .where('status', '=', 'open')
    .where('expires_at', '>', clock.now())
    .executeTakeFirst()
  return row?.id ?? null
}
