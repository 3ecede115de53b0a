import { type AuditEvent, type ConditionalEvent, insertEventsWhen } from '../audit/index.ts'
import { noteRight, noteWrong } from '../factors/index.ts'
import { inOneTrip, transactionInOneTrip } from '../platform/database/in-one-trip.ts'
import type { CallRow, Store } from '../store/index.ts'
import { type Challenge, type ChallengeStatus, toChallenge } from './challenge.ts'
import { spendGuess, wasChangedBy } from './challenge-store.ts'
import { claimCode } from './claim-code.ts'
import { digestCode, normaliseCode } from './code.ts'
import { amrOf } from './methods.ts'
import type { ChallengeParts } from './parts.ts'
import { wrongCodeLimits } from './wrong-codes.ts'

type Guessed =
  | { outcome: 'approved'; approvedAt: number; assertion: string }
  | { outcome: 'wrong'; attemptsLeft: number }

interface Guess {
  readonly guessId: string
  readonly typed: string
}

/** Spends one guess on an open challenge; null when it closed since we looked. */
export async function guess(
  parts: ChallengeParts,
  challenge: Challenge,
  { guessId, typed }: Guess,
): Promise<Guessed | null> {
  const at = parts.clock.now()
  const made = { challenge, guessId, typed, at }
  const spent = await (challenge.userId === null ? byNumber(parts, made) : byUser(parts, made))
  if (!spent) return null
  parts.calls.end(spent.ended)
  const { status, attemptsLeft } = spent.challenge
  if (status === 'approved') return { outcome: 'approved', approvedAt: at, ...spent }
  return { outcome: 'wrong', attemptsLeft }
}

interface Made extends Guess {
  readonly challenge: Challenge
  readonly at: number
}

interface Spent {
  readonly challenge: Challenge
  readonly assertion: string
  readonly ended: readonly CallRow[]
}

/** All of it in one round trip. */
async function byNumber(parts: ChallengeParts, made: Made): Promise<Spent | null> {
  const isRight = digestOf(parts, made) === made.challenge.codeDigest
  // Before it is final: what cannot be signed is not approved.
  const assertion = isRight ? await sign(parts, made) : ''
  const [[row], , ended] = await transactionInOneTrip(
    parts.store,
    spending(parts, parts.store, made),
  )
  return row ? { challenge: toChallenge(row, made.at), assertion, ended } : null
}

/** With what it means to the user and the factor. */
async function byUser(parts: ChallengeParts, made: Made): Promise<Spent | null> {
  const { challenge, at } = made
  const { factorId } = challenge
  return parts.store
    .transaction()
    .execute(async (within) => {
      const claimed = await claimCode(parts, within, made)
      const isRight = claimed ?? digestOf(parts, made) === challenge.codeDigest
      const assertion = isRight ? await sign(parts, made) : ''
      const [[row], , ended] = await inOneTrip(
        within,
        spending(parts, within, { ...made, claimed }),
      )
      if (!row) throw new NothingSpent()
      const spent = toChallenge(row, at)
      if (factorId !== null)
        await (spent.status === 'approved'
          ? noteRight(within, factorId)
          : noteWrong(within, factorId, at))
      await parts.follow(within, spent, at)
      return { challenge: spent, assertion, ended }
    })
    .catch((error) => {
      if (error instanceof NothingSpent) return null
      throw error
    })
}

/** Takes back a code of the factor's own that was claimed for a challenge which has closed. */
class NothingSpent extends Error {}

function digestOf({ codeKey }: ChallengeParts, { challenge, typed }: Made) {
  return digestCode(codeKey, challenge.id, normaliseCode(typed))
}

function sign({ signer }: ChallengeParts, { challenge, at }: Made) {
  const { id, tenantId, userId, factorId, method } = challenge
  return signer.sign({ subject: userId ?? id, tenantId, methods: amrOf(method), factorId, at })
}

function spending(
  parts: ChallengeParts,
  within: Store,
  made: Made & { readonly claimed?: boolean | null },
) {
  const { challenge, guessId, at, claimed = null } = made
  const { id, tenantId } = challenge
  const limits = wrongCodeLimits(parts.rules)
  const isRight = claimed ?? { digest: digestOf(parts, made) }
  const closed = wasChangedBy(id, guessId, ['approved', 'exhausted'])
  return [
    spendGuess(within, { tenantId, id, guessId, isRight, limits, now: at }),
    insertEventsWhen(within, eventsOf(challenge, guessId, at)),
    parts.calls.markForHangUp(within, id, closed),
  ] as const
}

function eventsOf(
  { id, tenantId, factorId, method }: Challenge,
  guessId: string,
  at: number,
): ConditionalEvent[] {
  const detail = { method, ...(factorId !== null && { factor: factorId }) }
  const event = (kind: AuditEvent['kind']) => ({ tenantId, at, kind, about: id, detail })
  const became = (...statuses: ChallengeStatus[]) => wasChangedBy(id, guessId, statuses)
  return [
    { event: event('challenge.approved'), when: became('approved') },
    { event: event('challenge.code-wrong'), when: became('open', 'exhausted') },
    { event: event('challenge.exhausted'), when: became('exhausted') },
  ]
}
