import { type ExpressionBuilder, expressionBuilder, sql } from 'kysely'
import { prepared } from '../platform/database/prepared.ts'
import type { ChallengeRow, Store, Tables } from '../store/index.ts'
import { type Challenge, type ChallengeStatus, toChallenge } from './challenge.ts'
import { hasRoom, type WrongCodeLimit } from './wrong-codes.ts'

export const insertChallenge = prepared((within: Store, row: ChallengeRow) =>
  within.insertInto('challenges').values(row),
)

interface Sought {
  readonly tenantId: string
  readonly id: string
  readonly now: number
}

export async function findChallenge(store: Store, sought: Sought): Promise<Challenge | null> {
  const { tenantId, id, now } = sought
  const [row] = await find(store, { tenantId, id, now }).execute()
  return row ? toChallenge(row, now) : null
}

const find = prepared((store: Store, { tenantId, id, now }: Sought) =>
  store
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
    .where('tenant_id', '=', tenantId),
)

interface Guess {
  readonly tenantId: string
  readonly id: string
  /** Names this guess, for what follows from it. */
  readonly guessId: string
  /** Of the code it was held against. */
  readonly codeDigest: string | null
  readonly now: number
}

/**
 * One guess, in one statement: it spends an attempt or approves, and closes, so that guesses sent in
 * parallel share one budget and one right code approves once. It returns nothing when nothing was
 * open to be guessed, or another code was drawn since. `limits`: on wrong codes of its factor and its
 * user, over all their challenges. Held by `test/security/parallel-guesses.test.ts`.
 */
export const spendGuess = (limits: readonly WrongCodeLimit[]) => ({
  right: prepared((store: Store, guess: Guess) =>
    ofOpen(store, limits, guess).set({
      ...{ status: 'approved', closed_at: guess.now, changed_by: guess.guessId },
      ...{ code_sealed: null, code_digest: null, context_sealed: null },
    }),
  ),
  wrong: prepared((store: Store, guess: Guess) =>
    ofOpen(store, limits, guess).set((column) => {
      const onLast = () => column.case().when('attempts_left', '<=', 1)
      const unlessLast = (name: 'code_sealed' | 'code_digest' | 'context_sealed') =>
        onLast().then(null).else(column.ref(name)).end()
      return {
        attempts_left: column('attempts_left', '-', 1),
        status: onLast().then('exhausted').else('open').end(),
        closed_at: onLast().then(sql<number>`cast(${guess.now} as bigint)`).else(null).end(),
        code_sealed: unlessLast('code_sealed'),
        code_digest: unlessLast('code_digest'),
        context_sealed: unlessLast('context_sealed'),
        changed_by: guess.guessId,
      }
    }),
  ),
})

function ofOpen(store: Store, limits: readonly WrongCodeLimit[], guess: Guess) {
  const { tenantId, id, codeDigest, now } = guess
  return store
    .updateTable('challenges')
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .where('attempts_left', '>', 0)
    .where('code_digest', 'is not distinct from', codeDigest)
    .where(isByWorkingFactor)
    .where((challenge) => hasRoom(challenge, limits, { tenantId, id, now }))
    .returning(['status', 'attempts_left', 'closed_at'])
    .returning(callIds.as('call_ids'))
}

/** What a guess made of its challenge. */
export type SpentRow = Pick<ChallengeRow, 'status' | 'attempts_left' | 'closed_at'> & {
  /** Of all calls that were made for it, with spaces between. */
  readonly call_ids: string | null
}

const callIds = sql<string | null>`(
  select string_agg(calls.id, ' ') from calls where calls.made_for = challenges.id
)`

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
      facts: next.facts && JSON.stringify(next.facts),
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
