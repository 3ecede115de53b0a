import type { Limit } from '../limits/index.ts'
import type { ChallengeRow, Store } from '../store/index.ts'
import { type Challenge, type ChallengeStatus, toChallenge } from './challenge.ts'
import { hasRoom } from './wrong-codes.ts'

/** What closing does besides the status: the code is gone, in both its forms. */
const wiped = { code_digest: null, code_sealed: null }

export function insertChallenge(within: Store, row: ChallengeRow) {
  return within.insertInto('challenges').values(row)
}

export async function findChallenge(
  store: Store,
  { tenantId, id, now }: { tenantId: string; id: string; now: number },
): Promise<Challenge | null> {
  const row = await store
    .selectFrom('challenges')
    .selectAll()
    .select(({ selectFrom, ref }) =>
      selectFrom('stops')
        .select('until')
        .where('stops.tenant_id', '=', ref('challenges.tenant_id'))
        .where('stops.number_subject', '=', ref('challenges.number_subject'))
        .where('until', '>', now)
        .as('stopped_until'),
    )
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row ? toChallenge(row, now) : null
}

export async function findById(store: Store, id: string, now: number) {
  const row = await store
    .selectFrom('challenges')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toChallenge(row, now) : null
}

interface Guess {
  readonly tenantId: string
  readonly id: string
  readonly digest: string
  /** On wrong codes of its number, over all its challenges. */
  readonly limits: readonly Limit[]
  readonly now: number
}

/**
 * One guess, in one statement: it spends an attempt, compares and closes, so that guesses sent in
 * parallel share one budget and one right code approves once. Null: nothing was open to be guessed.
 * Held by `test/security/parallel-guesses.test.ts`.
 */
export async function spendGuess(
  store: Store,
  { tenantId, id, digest, limits, now }: Guess,
): Promise<Challenge | null> {
  const row = await store
    .updateTable('challenges')
    .set((column) => {
      const isRight = column('code_digest', '=', digest)
      const isLast = column('attempts_left', '<=', 1)
      const closes = column.or([isRight, isLast])
      const onClosing = <T extends string | number | null>(then: T) =>
        column.case().when(closes).then(then)
      return {
        attempts_left: column
          .case()
          .when(isRight)
          .then(column.ref('attempts_left'))
          .else(column('attempts_left', '-', 1))
          .end(),
        status: column
          .case()
          .when(isRight)
          .then('approved')
          .when(isLast)
          .then('exhausted')
          .else('open')
          .end(),
        closed_at: onClosing(now).else(null).end(),
        code_sealed: onClosing(null).else(column.ref('code_sealed')).end(),
        code_digest: onClosing(null).else(column.ref('code_digest')).end(),
      }
    })
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .where('attempts_left', '>', 0)
    .where((challenge) => hasRoom(challenge, limits, { tenantId, id, now }))
    .returningAll()
    .executeTakeFirst()
  return row ? toChallenge(row, now) : null
}

/** Counts one more call, unless somebody else did since `callsMade` was read. */
export async function countCall(
  store: Store,
  { id, callsMade, now }: { id: string; callsMade: number; now: number },
): Promise<boolean> {
  const row = await store
    .updateTable('challenges')
    .set({ calls_made: callsMade + 1, last_call_at: now })
    .where('id', '=', id)
    .where('calls_made', '=', callsMade)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Closes one that is open; null when it was not (any more). */
export async function closeChallenge(
  store: Store,
  { id, status, now }: { id: string; status: ChallengeStatus; now: number },
): Promise<Challenge | null> {
  const row = await store
    .updateTable('challenges')
    .set({ ...wiped, status, closed_at: now })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? toChallenge(row, now) : null
}

/**
 * A number has one live code: an older challenge ends when a newer one begins. One that time has
 * ended already is written down as what it is.
 */
export async function closeOlder(
  store: Store,
  { tenantId, numberSubject, now }: { tenantId: string; numberSubject: string; now: number },
): Promise<Challenge[]> {
  const rows = await store
    .updateTable('challenges')
    .set((column) => {
      const isOver = column('expires_at', '<=', now)
      const expiresAt = column.ref('expires_at')
      return {
        ...wiped,
        status: column.case().when(isOver).then('expired').else('cancelled').end(),
        closed_at: column.case().when(isOver).then(expiresAt).else(now).end(),
      }
    })
    .where('tenant_id', '=', tenantId)
    .where('number_subject', '=', numberSubject)
    .where('status', '=', 'open')
    .returningAll()
    .execute()
  return rows.map((row) => toChallenge(row, now))
}

/** Writes down what time has done already, and wipes the codes. */
export async function closeExpired(store: Store, now: number): Promise<Challenge[]> {
  const rows = await store
    .updateTable('challenges')
    .set((column) => ({ ...wiped, status: 'expired', closed_at: column.ref('expires_at') }))
    .where('status', '=', 'open')
    .where('expires_at', '<=', now)
    .returningAll()
    .execute()
  return rows.map((row) => toChallenge(row, now))
}
