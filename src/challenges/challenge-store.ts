import { type ExpressionBuilder, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { ChallengeRow, Store, Tables } from '../store/index.ts'
import { type Challenge, type ChallengeStatus, toChallenge } from './challenge.ts'
import { hasRoom, type WrongCodeLimit } from './wrong-codes.ts'

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
  /** Names this guess, for what follows from it. */
  readonly guessId: string
  /** What was decided of it already, or the digest to compare with the challenge's own. */
  readonly isRight: boolean | { readonly digest: string }
  /** On wrong codes of its factor and its user, over all their challenges. */
  readonly limits: readonly WrongCodeLimit[]
  readonly now: number
}

/**
 * One guess, in one statement: it spends an attempt, compares and closes, so that guesses sent in
 * parallel share one budget and one right code approves once. It returns nothing when nothing was
 * open to be guessed. Held by `test/security/parallel-guesses.test.ts`.
 */
export function spendGuess(
  store: Store,
  { tenantId, id, guessId, isRight: right, limits, now }: Guess,
) {
  return store
    .updateTable('challenges')
    .set((column) => {
      const isRight =
        typeof right === 'boolean'
          ? sql<SqlBool>`${sql.lit(right ? 1 : 0)} = 1`
          : column('code_digest', '=', right.digest)
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
        context_sealed: onClosing(null).else(column.ref('context_sealed')).end(),
        changed_by: guessId,
      }
    })
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .where('attempts_left', '>', 0)
    .where(isByWorkingFactor)
    .where((challenge) => hasRoom(challenge, limits, { tenantId, id, now }))
    .returningAll()
}

/** A factor that was removed or disabled meanwhile proves nothing any more. */
function isByWorkingFactor({
  or,
  eb,
  exists,
  selectFrom,
}: ExpressionBuilder<Tables, 'challenges'>) {
  const working = selectFrom('factors')
    .select('factors.id')
    .whereRef('factors.id', '=', 'challenges.factor_id')
    .where('factors.disabled_at', 'is', null)
  return or([eb('factor_id', 'is', null), exists(working)])
}

/** Whether an act changed a challenge, and to what. */
export function wasChangedBy(id: string, by: string, to: readonly ChallengeStatus[]) {
  const { exists, selectFrom } = expressionBuilder<Tables, never>()
  return exists(
    selectFrom('challenges')
      .select('id')
      .where('id', '=', id)
      .where('changed_by', '=', by)
      .where('status', 'in', to),
  )
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

interface NewMethod {
  readonly code_digest: string | null
  readonly code_sealed: string | null
  /** Whether the code is brought to the user, which counts as a call. */
  readonly sent: boolean
  readonly now: number
}

/** Goes on by another factor, unless somebody else called or changed it since it was read. */
export async function changeMethod(
  store: Store,
  next: Challenge,
  { sent, now, ...code }: NewMethod,
): Promise<boolean> {
  const { id, callsMade } = next
  const row = await store
    .updateTable('challenges')
    .set({
      ...code,
      ...{ method: next.method, factor_id: next.factorId, factor_subject: next.factorSubject },
      ...{ number_subject: next.numberSubject, code_length: next.codeLength, gate: next.gate },
      ...{ to_sealed: next.toSealed, to_masked: next.toMasked },
      ...(sent && { calls_made: callsMade + 1, last_call_at: now }),
    })
    .where('id', '=', id)
    .where('calls_made', '=', callsMade)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
