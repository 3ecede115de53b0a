import { type Caller, usableFactors } from '../accounts/index.ts'
import { type Factor, findFactors, type User } from '../factors/index.ts'
import type { ChallengeParts } from './parts.ts'

/** All that a user may prove it with now, the primary first, recovery codes last. */
export async function waysOf(
  { store, clock }: Pick<ChallengeParts, 'store' | 'clock'>,
  { policy, tenantId }: Pick<Caller, 'policy' | 'tenantId'>,
  { id: userId, role }: Pick<User, 'id' | 'role'>,
): Promise<readonly Factor[]> {
  const factors = await findFactors(store, { tenantId, userId, now: clock.now() })
  const recovery = factors.filter(
    ({ method, state }) => method === 'recovery' && state === 'confirmed',
  )
  return [...usableFactors(policy, role, factors), ...recovery]
}
