import { isEnforced, usableFactors } from '../accounts/index.ts'
import { cancelOfFactor } from '../challenges/index.ts'
import { disableFactor, findFactors, lockUser, removeFactor, setPush } from '../factors/index.ts'
import type { DeviceParts } from './parts.ts'
import { policyOf } from './policy-of.ts'
import type { Paired } from './require-device.ts'

/**
 * An app may always leave: whoever gives a phone away must not leave a key behind that lets somebody
 * in, and an app that is refused is deleted anyway. Its factor is removed. But the last one, where a
 * second factor is required, is disabled: a user without factors sets one up with the password alone,
 * and whoever holds a phone for a minute must not bring that about. Then the helpdesk helps (F11).
 */
export async function leave(parts: DeviceParts, { device, factor }: Paired): Promise<void> {
  const { store, keyring, clock } = parts.challenges
  const { tenantId, userId, id: factorId } = factor
  const policy = await policyOf(store, tenantId)
  const now = clock.now()
  await store.transaction().execute(async (within) => {
    // Two that leave at once: the locked user makes one of them see what the other left.
    const user = await lockUser(within, { tenantId, userId }, keyring)
    const factors = await findFactors(within, { tenantId, userId, now })
    const own = factors.find(({ id, state }) => id === factorId && state !== 'disabled')
    if (!user || !own) return
    const usable = usableFactors(policy, user.role, factors)
    const isLast = usable.length === 1 && usable.includes(own)
    const by = { actor: 'app' }
    if (isLast && isEnforced(policy, now)) {
      await disableFactor(within, { factorId, now, by })
      await setPush(within, { device, subscription: null }, keyring)
    } else await removeFactor(within, { tenantId, userId, factorId, now, by })
    if (own.confirmedAt !== null)
      await parts.notices.tellLeft(within, { user, factor: own, at: now })
  })
  await cancelOfFactor(parts.challenges, { tenantId, factorId })
  parts.notices.wake()
}
