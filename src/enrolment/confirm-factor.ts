import type { Caller } from '../accounts/index.ts'
import {
  findOpenForFactor,
  openByFactor,
  type Refused,
  verifyChallenge,
} from '../challenges/index.ts'
import { type Factor, findFactor } from '../factors/index.ts'
import type { EnrolmentParts } from './parts.ts'

export type Confirmed =
  | { readonly outcome: 'confirmed'; readonly factor: Factor; readonly assertion: string }
  | { readonly outcome: 'factor-confirmed' | 'confirmation-over' }
  | Refused

interface Confirmation {
  readonly userId: string
  readonly factorId: string
  readonly typed: string
}

/** Nothing counts until the code of it was typed in (F5). Guesses count as in any other challenge. */
export async function confirmFactor(
  { challenges }: EnrolmentParts,
  caller: Caller,
  { userId, factorId, typed }: Confirmation,
): Promise<Confirmed> {
  const { tenantId } = caller
  const key = { tenantId, userId, factorId }
  const find = () => findFactor(challenges.store, { ...key, now: challenges.clock.now() })
  const factor = await find()
  if (!factor) return { outcome: 'factor-unknown' }
  if (factor.state !== 'pending') return { outcome: 'factor-confirmed' }

  const challengeId = await findOrOpen(challenges, caller, factor)
  if (typeof challengeId !== 'string') return challengeId
  const result = await verifyChallenge(challenges, caller, { id: challengeId, typed })
  if (result.outcome !== 'approved') return result
  const confirmed = await find()
  if (!confirmed) return { outcome: 'factor-unknown' }
  return { outcome: 'confirmed', factor: confirmed, assertion: result.assertion }
}

/** A call was made when the number was added, and the app has its code; an authenticator always has one. */
async function findOrOpen(
  challenges: EnrolmentParts['challenges'],
  caller: Caller,
  factor: Factor,
): Promise<string | Refused | { outcome: 'confirmation-over' }> {
  const open = await findOpenForFactor(challenges, { ...caller, factorId: factor.id })
  if (open !== null) return open
  if (factor.method !== 'totp') return { outcome: 'confirmation-over' }
  const opened = await openByFactor(challenges, caller, { factor, purpose: 'enrol', manner: {} })
  return opened.outcome === 'opened' ? opened.challenge.id : opened
}
