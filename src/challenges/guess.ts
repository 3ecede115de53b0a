import { type AuditEvent, insertEventsWhen, toEventRow } from '../audit/index.ts'
import { markForHangUp } from '../calls/index.ts'
import { noteRight, noteWrong } from '../factors/index.ts'
import type { RuleBook } from '../limits/index.ts'
import { inOneTrip, transactionInOneTrip } from '../platform/database/in-one-trip.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { CallRow, Store } from '../store/index.ts'
import { type Challenge, type ChallengeStatus, whoOf } from './challenge.ts'
import { type SpentRow, spendGuess, wasChangedBy } from './challenge-store.ts'
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
  /** Of what was typed, as of the codes that we draw. */
  readonly digest: string
}

/** Spends one guess on an open challenge; null when it closed since we looked. */
export async function guess(
  parts: ChallengeParts,
  challenge: Challenge,
  { guessId, typed, digest }: Guess,
): Promise<Guessed | null> {
  const at = parts.clock.now()
  const made = { challenge, guessId, typed, digest, at }
  const spent = await (challenge.userId === null ? byNumber(parts, made) : byUser(parts, made))
  if (!spent) return null
  parts.calls.end(spent.ended)
  const { status, attemptsLeft } = spent.challenge
  if (status === 'approved') {
    const who = whoOf(parts.limits.set, challenge)
    parts.guard.giveBack(who, spent.callIds)
    return { outcome: 'approved', approvedAt: at, assertion: spent.assertion }
  }
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
  /** Of all calls that were made for it. */
  readonly callIds: readonly string[]
}

/** All of it in one round trip. */
async function byNumber(parts: ChallengeParts, made: Made): Promise<Spent | null> {
  const isRight = isDrawnCode(made.challenge, made.digest)
  // Before it is final: what cannot be signed is not approved.
  const assertion = isRight ? await sign(parts, made) : ''
  const [[row], , ended] = await transactionInOneTrip(
    parts.store,
    spending(parts, parts.store, { ...made, isRight }),
  )
  if (!row) return null
  return { ...toSpent(made.challenge, row), assertion, ended }
}

/** With what it means to the user and the factor. */
async function byUser(parts: ChallengeParts, made: Made): Promise<Spent | null> {
  const { challenge, at } = made
  const { factorId } = challenge
  return parts.store
    .transaction()
    .execute(async (within) => {
      const claimed = await claimCode(parts, within, made)
      const isRight = claimed ?? isDrawnCode(challenge, made.digest)
      const assertion = isRight ? await sign(parts, made) : ''
      const [[row], , ended] = await inOneTrip(
        within,
        spending(parts, within, { ...made, isRight }),
      )
      if (!row) throw new NothingSpent()
      const spent = toSpent(challenge, row)
      if (factorId !== null)
        await (spent.challenge.status === 'approved'
          ? noteRight(within, factorId)
          : noteWrong(within, factorId, at))
      await parts.follow(within, spent.challenge, at)
      return { ...spent, assertion, ended }
    })
    .catch((error) => {
      if (error instanceof NothingSpent) return null
      throw error
    })
}

/** With the codes and the context that its row does not hold any more: who follows may ask for them. */
function toSpent(challenge: Challenge, { status, attempts_left, closed_at, call_ids }: SpentRow) {
  const change = { status: status as ChallengeStatus, closedAt: closed_at }
  return {
    challenge: { ...challenge, ...change, attemptsLeft: attempts_left },
    callIds: call_ids === null ? [] : call_ids.split(' '),
  }
}

/** Takes back a code of the factor's own that was claimed for a challenge which has closed. */
class NothingSpent extends Error {}

export function digestOf(
  { codeKey }: Pick<ChallengeParts, 'codeKey'>,
  { id }: Pick<Challenge, 'id'>,
  typed: string,
): string {
  return digestCode(codeKey, id, normaliseCode(typed))
}

/** Whether it is the code that we drew last; what spends it fails when another was drawn since. */
export function isDrawnCode({ codeDigest }: Challenge, digest: string): boolean {
  return codeDigest !== null && digest === codeDigest
}

function sign({ signer }: ChallengeParts, { challenge, at }: Made) {
  const { id, tenantId, userId, factorId, method } = challenge
  return signer.sign({ subject: userId ?? id, tenantId, methods: amrOf(method), factorId, at })
}

function spending(
  { limits }: Pick<ChallengeParts, 'limits'>,
  within: Store,
  { challenge, guessId, at, isRight }: Made & { readonly isRight: boolean },
) {
  const { id, tenantId, codeDigest } = challenge
  const spend = spendBy(limits.set.bookOf(tenantId))
  const guess = { tenantId, id, guessId, codeDigest, now: at }
  return [
    isRight ? spend.right(within, guess) : spend.wrong(within, guess),
    isRight
      ? noteApproval(within, {
          id,
          guessId,
          approved: toEvent('challenge.approved', challenge, at),
        })
      : noteMistake(within, {
          ...{ id, guessId, wrong: toEvent('challenge.code-wrong', challenge, at) },
          exhausted: toEvent('challenge.exhausted', challenge, at),
        }),
    markOnClosing(within, { id, guessId, at }),
  ] as const
}

/** By the rules in force, for which the statements are built once. */
const spendings = new WeakMap<RuleBook, ReturnType<typeof spendGuess>>()

function spendBy(book: RuleBook) {
  const spend = spendings.get(book) ?? spendGuess(wrongCodeLimits(book))
  spendings.set(book, spend)
  return spend
}

function toEvent(kind: AuditEvent['kind'], challenge: Challenge, at: number) {
  const { id, tenantId, factorId, method } = challenge
  const detail = { method, ...(factorId !== null && { factor: factorId }) }
  return toEventRow({ tenantId, at, kind, about: id, detail })
}

type EventRow = ReturnType<typeof toEvent>

interface Noted {
  readonly id: string
  readonly guessId: string
}

const noteApproval = prepared(
  (within: Store, { id, guessId, approved }: Noted & { readonly approved: EventRow }) =>
    insertEventsWhen(within, [{ row: approved, when: wasChangedBy(id, guessId, ['approved']) }]),
)

type Mistake = Noted & { readonly wrong: EventRow; readonly exhausted: EventRow }

const noteMistake = prepared((within: Store, { id, guessId, wrong, exhausted }: Mistake) =>
  insertEventsWhen(within, [
    { row: wrong, when: wasChangedBy(id, guessId, ['open', 'exhausted']) },
    { row: exhausted, when: wasChangedBy(id, guessId, ['exhausted']) },
  ]),
)

const markOnClosing = prepared(
  (within: Store, { id, guessId, at }: { id: string; guessId: string; at: number }) =>
    markForHangUp(within, id, { at, when: wasChangedBy(id, guessId, ['approved', 'exhausted']) }),
)
