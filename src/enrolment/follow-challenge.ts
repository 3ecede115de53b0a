import type { Challenge } from '../challenges/index.ts'
import { confirmFactor, type Factor, findFactors, findUser, type User } from '../factors/index.ts'
import type { Notice, Notices } from '../notices/index.ts'
import type { Keyring } from '../platform/keyring.ts'
import { StoreUnavailable } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'

interface FollowParts {
  readonly keyring: Keyring
  readonly notices: Notices
}

/** Whoever sets up several factors at once does not wait for the first to grow old. */
const SET_UP_MS = 3_600_000
/** A number that was changed on its user's behalf approves no further change for as long (T7). */
const HOLD_MS = 72 * 3_600_000

/** What the course of a challenge means to its user; part of the transaction that changes it. */
export function createFollower({ keyring, notices }: FollowParts) {
  return async (within: Store, challenge: Challenge, at: number): Promise<void> => {
    const { tenantId, userId, purpose, status } = challenge
    if (userId === null) return
    const user = await findUser(within, { tenantId, userId }, keyring)
    if (!user) return
    const about = { tenantId, at, user: toRecipient(user), ids: { challengeId: challenge.id } }
    if (purpose === 'enrol' && status === 'approved')
      await notices.enqueue(within, await confirm(within, challenge, about))
    else if (status === 'exhausted')
      await notices.enqueue(within, [{ ...about, kind: 'secondfactor-failed', details: {} }])
    else if (status === 'reported')
      await notices.enqueue(within, [{ ...about, kind: 'login-reported', details: {} }])
  }
}

export const toRecipient = ({ id, emails, locale }: User) => ({ id, emails, locale })

type About = Pick<Notice, 'tenantId' | 'at' | 'user' | 'ids'>

async function confirm(
  within: Store,
  { tenantId, userId, factorId }: Challenge,
  about: About,
): Promise<readonly Notice[]> {
  const { at } = about
  if (userId === null || factorId === null) return []
  const others = await findFactors(within, { tenantId, userId, now: at })
  const wanted = others.find(({ id }) => id === factorId)
  const heldUntil = wanted ? holdOf(wanted, others, at) : null
  const factor = await confirmFactor(within, { factorId, now: at, heldUntil })
  // It vanished under our hands: nothing of this stays, and asking again tells why.
  if (!factor) throw new StoreUnavailable('the factor', new Error('no longer pending'))
  const { method, label, shown } = factor
  const added: Notice = { ...about, kind: 'factor-added', details: { method, label } }
  if (heldUntil === null) return [added]
  return [added, { ...about, kind: 'number-changed', details: { shown } }]
}

function holdOf({ method, id }: Factor, factors: readonly Factor[], at: number): number | null {
  if (method !== 'voice') return null
  const since = factors
    .filter((factor) => factor.id !== id)
    .flatMap(({ confirmedAt }) => confirmedAt ?? [])
  const isSetUp = since.length === 0 || at - Math.min(...since) < SET_UP_MS
  return isSetUp ? null : at + HOLD_MS
}
