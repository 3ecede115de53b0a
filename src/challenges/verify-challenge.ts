import type { Caller } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { type Standing, wrongCodeCharges } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import { type Challenge, topicOf, whoOf } from './challenge.ts'
import { findChallenge, spendGuess } from './challenge-store.ts'
import { digestCode, normaliseCode } from './code.ts'
import type { ChallengeParts } from './parts.ts'
import { type LimitReached, refuse, refuseByRule } from './refusal.ts'
import { findFullLimit, wrongCodeLimits } from './wrong-codes.ts'

export type VerifyResult =
  | { readonly outcome: 'approved'; readonly approvedAt: number; readonly assertion: string }
  | {
      readonly outcome: 'wrong'
      readonly attemptsLeft: number
      readonly standings: readonly Standing[]
    }
  | { readonly outcome: 'closed'; readonly challenge: Challenge }
  | { readonly outcome: 'unknown' }
  | LimitReached

/**
 * What `amr` says of a number that was proved by a call: an out-of-band code, by telephone, as the
 * second factor of a panel that asked for the first itself (RFC 8176 section 2).
 */
const BY_VOICE = ['otp', 'tel', 'mfa']

/**
 * Reserves a wrong code, spends the guess, and gives the reservation back unless it was wrong:
 * guesses in parallel, over any number of challenges, never see more codes than the limits allow.
 */
export async function verifyChallenge(
  parts: ChallengeParts,
  { tenantId }: Caller,
  { id, typed }: { id: string; typed: string },
): Promise<VerifyResult> {
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }

  const charges = wrongCodeCharges(parts.rules, whoOf(challenge))
  const useId = newId('gu')
  const taken = await parts.limiter.take(charges, { id: useId })
  if (!taken.taken) {
    const refused = { tenantId, numberSubject: challenge.numberSubject, at: now }
    return refuseByRule(parts.store, refused, taken)
  }
  // Nobody waits for it: a reservation that cannot be given back leaves with its window.
  const giveBack = () => void parts.limiter.giveBack(charges, useId).catch(() => undefined)
  const guessed = await guess(parts, challenge, typed).catch((error) => {
    giveBack()
    throw error
  })
  if (guessed?.outcome !== 'wrong') giveBack()
  if (guessed?.outcome === 'approved' || guessed?.exhausted) parts.calls.hangUpSoon(id)
  parts.signals.publish(topicOf(id))

  if (!guessed) return whyNot(parts, { tenantId, id })
  return guessed.outcome === 'wrong' ? { ...guessed, standings: taken.standings } : guessed
}

/** Nothing was spent: it closed since we looked, or the database remembers more than the limiter. */
async function whyNot(
  parts: ChallengeParts,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<VerifyResult> {
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }
  const { numberSubject } = challenge
  const full = await findFullLimit(parts.store, challenge, {
    limits: wrongCodeLimits(parts.rules),
    now,
  })
  if (!full) return { outcome: 'closed', challenge }
  return refuse(parts.store, { tenantId, numberSubject, at: now, ...full })
}

type Guess =
  | { outcome: 'approved'; approvedAt: number; assertion: string; exhausted?: never }
  | { outcome: 'wrong'; attemptsLeft: number; exhausted: boolean }

/** Null when the challenge closed since we looked. The answer is signed before anything is final. */
function guess(parts: ChallengeParts, challenge: Challenge, typed: string): Promise<Guess | null> {
  const { id, tenantId } = challenge
  const limits = wrongCodeLimits(parts.rules)
  const digest = digestCode(parts.codeKey, id, normaliseCode(typed))
  return parts.store.transaction().execute(async (within) => {
    const now = parts.clock.now()
    const guessed = await spendGuess(within, { tenantId, id, digest, limits, now })
    if (!guessed) return null
    await recordGuess(within, guessed, now)
    if (guessed.status !== 'approved')
      return {
        outcome: 'wrong',
        attemptsLeft: guessed.attemptsLeft,
        exhausted: guessed.status === 'exhausted',
      }
    const proof = { subject: id, tenantId, methods: BY_VOICE, at: now }
    return { outcome: 'approved', approvedAt: now, assertion: await parts.signer.sign(proof) }
  })
}

async function recordGuess(
  within: Store,
  { id, tenantId, status, attemptsLeft }: Challenge,
  at: number,
) {
  const about = { tenantId, at, about: id }
  if (status === 'approved')
    return recordEvents(within, [{ ...about, kind: 'challenge.approved' as const }])
  const wrong = { ...about, kind: 'challenge.code-wrong' as const, detail: { attemptsLeft } }
  const ended = { ...about, kind: 'challenge.exhausted' as const }
  await recordEvents(within, status === 'exhausted' ? [wrong, ended] : [wrong])
}
