import type { Caller } from '../accounts/index.ts'
import { type LimitReached, toFull } from '../guard/index.ts'
import { look, type Standing, wrongCodeCharges } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import { type Challenge, topicOf, whoOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import { isReadable } from './code.ts'
import { digestOf, guess, isDrawnCode } from './guess.ts'
import type { ChallengeParts } from './parts.ts'
import { findFullLimit, wrongCodeLimits } from './wrong-codes.ts'

export type VerifyResult =
  | { readonly outcome: 'approved'; readonly approvedAt: number; readonly assertion: string }
  | {
      readonly outcome: 'wrong'
      readonly attemptsLeft: number
      readonly standings: readonly Standing[]
    }
  | { readonly outcome: 'closed'; readonly challenge: Challenge }
  | { readonly outcome: 'unknown' | 'unreadable' }
  | LimitReached

/**
 * Reserves a wrong code, spends the guess, and gives the reservation back unless it was wrong:
 * guesses in parallel, over any number of challenges, never see more codes than the limits allow. For
 * the code that we drew there has to be room too, but there is nothing to reserve.
 */
export async function verifyChallenge(
  parts: ChallengeParts,
  { tenantId }: Pick<Caller, 'tenantId'>,
  { id, typed }: { id: string; typed: string },
): Promise<VerifyResult> {
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }
  if (!isReadable(challenge.method, typed)) return { outcome: 'unreadable' }

  const asked = toAsked(parts, challenge, now)
  const charges = wrongCodeCharges(parts.limits.set, asked.who)
  const guessId = newId('gu')
  const digest = digestOf(parts, challenge, typed)
  const isRight = isDrawnCode(challenge, digest)
  const taken = await (isRight
    ? look(parts.limiter, charges)
    : parts.limiter.take(charges, { id: guessId }))
  if (!taken.taken) return parts.guard.refuse(asked, toFull(taken))
  // Nobody waits for it: a reservation that cannot be given back leaves with its window.
  const giveBack = () => {
    if (!isRight) void parts.limiter.giveBack(charges, guessId).catch(() => undefined)
  }
  const guessed = await guess(parts, challenge, { guessId, typed, digest }).catch((error) => {
    giveBack()
    throw error
  })
  if (guessed?.outcome !== 'wrong') giveBack()
  if (!guessed) {
    const why = await whyNot(parts, challenge)
    return why === 'another code' ? verifyChallenge(parts, { tenantId }, { id, typed }) : why
  }
  parts.signals.publish(topicOf(id))
  return guessed.outcome === 'wrong' ? { ...guessed, standings: taken.standings } : guessed
}

/**
 * Nothing was spent: it closed or another code was drawn since we looked, or the database remembers
 * more than the limiter.
 */
async function whyNot(
  parts: ChallengeParts,
  { tenantId, id, codeDigest }: Challenge,
): Promise<VerifyResult | 'another code'> {
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }
  if (challenge.codeDigest !== codeDigest) return 'another code'
  const full = await findFullLimit(parts.store, challenge, {
    limits: wrongCodeLimits(parts.limits.set.bookOf(tenantId)),
    now,
  })
  if (!full) return { outcome: 'closed', challenge }
  return parts.guard.refuse(toAsked(parts, challenge, now), full)
}

function toAsked({ limits }: ChallengeParts, challenge: Challenge, at: number) {
  const who = whoOf(limits.set, challenge)
  return { kind: 'code', at, who, challengeId: challenge.id, callId: null } as const
}
