import type { Caller } from '../accounts/index.ts'
import type { AssertionClaims } from './assertion.ts'
import type { ChallengeParts } from './parts.ts'

export type RedeemResult =
  | { readonly outcome: 'redeemed'; readonly claims: AssertionClaims }
  | { readonly outcome: 'used' | 'invalid' }

/** The clock of another instance may be behind ours, and take what has expired here. */
const KEPT_LONGER_MS = 60_000

/**
 * Takes each assertion once. One statement: of many who bring the same one at once, the first has it,
 * on however many instances. Held by `test/http/redeem-assertion.test.ts`.
 */
export async function redeemAssertion(
  { store, signer, clock }: Pick<ChallengeParts, 'store' | 'signer' | 'clock'>,
  { tenantId }: Pick<Caller, 'tenantId'>,
  assertion: string,
): Promise<RedeemResult> {
  const claims = await signer.verifyAssertion(assertion, { tenantId, now: clock.now() })
  if (!claims) return { outcome: 'invalid' }
  const first = await store
    .insertInto('redeemed_assertions')
    .values({ tenant_id: tenantId, jti: claims.jti, expires_at: claims.expiresAt })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'jti']).doNothing())
    .returning('jti')
    .executeTakeFirst()
  return first ? { outcome: 'redeemed', claims } : { outcome: 'used' }
}

/** Drops those that no instance takes any more. */
export async function forgetRedeemed({ store, clock }: Pick<ChallengeParts, 'store' | 'clock'>) {
  await store
    .deleteFrom('redeemed_assertions')
    .where('expires_at', '<=', clock.now() - KEPT_LONGER_MS)
    .execute()
}
