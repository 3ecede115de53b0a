import { type Caller, isAllowed } from '../accounts/index.ts'
import {
  type AddResult,
  drawPairingCode,
  findFactors,
  insertPendingFactor,
  lockUser,
} from '../factors/index.ts'
import { isNewcomer } from './newcomer.ts'
import type { HelpdeskParts } from './parts.ts'

interface Wish {
  readonly userId: string
  readonly agent: string
  readonly reason: string
}

export type PairingResult =
  | {
      readonly outcome: 'given'
      readonly factorId: string
      readonly pairingCode: string
      readonly expiresAt: number
    }
  | { readonly outcome: 'user-unknown' | 'user-enrolled' | 'method-not-allowed' }
  | Exclude<AddResult, { outcome: 'added' }>

/**
 * A code to be read out, with which an app says whose it is (F8). For newcomers alone: whoever has a
 * factor proves it in a session of their own, and whoever lost it needs a reset. Else this would be a
 * reset without a wait, a second person or a mail: `test/security/social-engineering.test.ts`.
 */
export async function givePairingCode(
  { challenges: { store, keyring, clock }, pairingKey: key }: HelpdeskParts,
  { tenantId, keyId, policy }: Caller,
  { userId, agent, reason }: Wish,
): Promise<PairingResult> {
  if (!isAllowed(policy, { method: 'app' })) return { outcome: 'method-not-allowed' }
  const whose = { tenantId, userId }
  const now = clock.now()
  return store.transaction().execute(async (within): Promise<PairingResult> => {
    if (!(await lockUser(within, whose, keyring))) return { outcome: 'user-unknown' }
    if (!isNewcomer(await findFactors(within, { ...whose, now })))
      return { outcome: 'user-enrolled' }
    const by = { actor: keyId, agent, detail: { reason } }
    const wanted = { ...whose, by, method: 'app' } as const
    const added = await insertPendingFactor(within, wanted, { keyring, now })
    if (added.outcome !== 'added') return added
    const { factor } = added
    const drawn = await drawPairingCode(within, { factor, key, now })
    return { outcome: 'given', factorId: factor.id, ...drawn }
  })
}
