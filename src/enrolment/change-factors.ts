import { type Caller, isEnforced, isStrictFor, usableFactors } from '../accounts/index.ts'
import { cancelOfFactor } from '../challenges/index.ts'
import {
  changeFactor,
  type Factor,
  findFactors,
  findUser,
  lockFactors,
  lockUser,
  removeFactor,
  replaceRecoveryCodes,
  type User,
} from '../factors/index.ts'
import type { Notice } from '../notices/index.ts'
import { toRecipient } from './follow-challenge.ts'
import type { EnrolmentParts } from './parts.ts'

interface Change {
  readonly userId: string
  readonly factorId: string
  readonly primary?: true
  readonly label?: string
}

export type ChangedFactor =
  | { readonly outcome: 'changed'; readonly factor: Factor }
  | { readonly outcome: 'factor-unknown' | 'not-primary' }

/** Another label, or another one to begin logins with. */
export async function changeFactorOf(
  parts: EnrolmentParts,
  caller: Caller,
  { userId, factorId, primary, label }: Change,
): Promise<ChangedFactor> {
  const { store, keyring, clock } = parts.challenges
  const { tenantId, policy, keyId } = caller
  const now = clock.now()
  const user = await findUser(store, { tenantId, userId }, keyring)
  if (!user) return { outcome: 'factor-unknown' }
  const result = await store.transaction().execute(async (within) => {
    const factor = (await findFactors(within, { tenantId, userId, now })).find(
      ({ id }) => id === factorId,
    )
    if (!factor) return { outcome: 'factor-unknown' as const }
    if (primary && factor.method === 'voice' && isStrictFor(policy, user.role))
      return { outcome: 'not-primary' as const }
    const what = { ...(primary && { primary }), ...(label !== undefined && { label }) }
    const by = { actor: keyId }
    const changed = await changeFactor(within, { tenantId, userId, factorId, now, by, ...what })
    if (changed.outcome === 'changed' && primary)
      await parts.notices.enqueue(within, [
        { ...aboutFactor(user, factor, now), kind: 'primary-changed' },
      ])
    return changed
  })
  parts.notices.wake()
  if (result.outcome === 'unknown') return { outcome: 'factor-unknown' }
  return result.outcome === 'cannot-lead' ? { outcome: 'not-primary' } : result
}

export type RemovedFactor =
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'factor-unknown' | 'last-factor' }

/** The last one that a login may use stays while a second factor is required. */
export async function removeFactorOf(
  parts: EnrolmentParts,
  { tenantId, policy, keyId }: Caller,
  { userId, factorId }: { userId: string; factorId: string },
): Promise<RemovedFactor> {
  const { store, keyring, clock } = parts.challenges
  const now = clock.now()
  const result = await store.transaction().execute(async (within) => {
    // Two removals at once: the locked user makes one of them see what the other left.
    const user = await lockUser(within, { tenantId, userId }, keyring)
    const factors = await lockFactors(within, { tenantId, userId, now })
    const factor = factors.find(({ id }) => id === factorId)
    if (!user || !factor) return { outcome: 'factor-unknown' as const }
    const left = usableFactors(
      policy,
      user.role,
      factors.filter(({ id }) => id !== factorId),
    )
    const counts = usableFactors(policy, user.role, factors).includes(factor)
    if (counts && left.length === 0 && isEnforced(policy, now))
      return { outcome: 'last-factor' as const }
    await removeFactor(within, { tenantId, userId, factorId, now, by: { actor: keyId } })
    if (factor.confirmedAt !== null)
      await parts.notices.enqueue(within, [
        { ...aboutFactor(user, factor, now), kind: 'factor-removed' },
      ])
    return { outcome: 'removed' as const }
  })
  if (result.outcome !== 'removed') return result
  await cancelOfFactor(parts.challenges, { tenantId, factorId })
  parts.notices.wake()
  return result
}

/** A new set; the old one is void. Null: no such user. */
export async function replaceCodesOf(
  parts: EnrolmentParts,
  { tenantId, keyId }: Caller,
  userId: string,
): Promise<readonly string[] | null> {
  const { store, keyring, clock } = parts.challenges
  const now = clock.now()
  const codes = await store.transaction().execute(async (within) => {
    const by = { actor: keyId }
    const replaced = await replaceRecoveryCodes(within, { tenantId, userId, by }, { keyring, now })
    const user = replaced && (await findUser(within, { tenantId, userId }, keyring))
    if (!replaced || !user) return null
    await parts.notices.enqueue(within, [noticeOfCodes(user, now)])
    return replaced.codes
  })
  parts.notices.wake()
  return codes
}

function noticeOfCodes(user: User, at: number): Notice {
  const { tenantId } = user
  return { tenantId, at, user: toRecipient(user), kind: 'recovery-codes-replaced', details: {} }
}

function aboutFactor(user: User, { id, method, label }: Factor, at: number) {
  const { tenantId } = user
  return {
    tenantId,
    at,
    user: toRecipient(user),
    ids: { factorId: id },
    details: { method, label },
  }
}
