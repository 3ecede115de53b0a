import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import type { Replay, ReplayProgress } from './replay.ts'
import { TRIAL_DEAD_AFTER_MS, type Trial, type TrialDraft, toTrial } from './trial.ts'

interface NewTrial {
  readonly id: string
  readonly author: string
  readonly draft: TrialDraft
  readonly since: number
  readonly until: number
  readonly at: number
}

const purposeOf = (id: string) => `limit-trial:${id}:document`

/** One statement: false when another trial runs, on whichever instance. */
export async function insertTrial(
  store: Store,
  keyring: Keyring,
  { id, author, draft, since, until, at }: NewTrial,
): Promise<boolean> {
  const row = await store
    .insertInto('limit_trials')
    .values({
      ...{ id, author, since, until, status: 'running', done: 0, total: 0, result: null },
      ...{ reason: draft.reason, based_on: draft.basedOn, started_at: at, seen_at: at },
      document_sealed: keyring.seal(draft.document, purposeOf(id)),
    })
    // `limit_trials_running` has room for one.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Makes room after an instance that died. */
export async function failDeadTrials(store: Store, now: number) {
  await store
    .updateTable('limit_trials')
    .set({ status: 'failed' })
    .where('status', '=', 'running')
    .where('seen_at', '<=', now - TRIAL_DEAD_AFTER_MS)
    .execute()
}

export async function findRunningTrial(store: Store): Promise<string | null> {
  const row = await store
    .selectFrom('limit_trials')
    .select('id')
    .where('status', '=', 'running')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function findTrial(store: Store, id: string, now: number): Promise<Trial | null> {
  const row = await store
    .selectFrom('limit_trials')
    .select([
      ...(['id', 'author', 'reason', 'based_on', 'since', 'until', 'status'] as const),
      ...(['done', 'total', 'started_at', 'seen_at', 'result'] as const),
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toTrial(row, now) : null
}

export async function readTrialDraft(
  { store, keyring }: { readonly store: Store; readonly keyring: Keyring },
  id: string,
): Promise<TrialDraft | null> {
  const row = await store
    .selectFrom('limit_trials')
    .select(['reason', 'based_on', 'document_sealed'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const document = keyring.open(row.document_sealed, purposeOf(id))
  return { document, reason: row.reason, basedOn: row.based_on }
}

interface Beat extends ReplayProgress {
  readonly at: number
}

/** False: it was taken for dead, and another one may have begun. */
export async function noteProgress(
  store: Store,
  id: string,
  { done, total, at }: Beat,
): Promise<boolean> {
  const row = await store
    .updateTable('limit_trials')
    .set({ done, total, seen_at: at })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Null: it came to nothing. Of one that was taken for dead nothing is written. */
export async function endTrial(
  store: Store,
  id: string,
  { at, result, ...progress }: Beat & { readonly result: Replay | null },
) {
  const status = result === null ? 'failed' : 'done'
  await store
    .updateTable('limit_trials')
    .set({ status, ...progress, seen_at: at, result: result && JSON.stringify(result) })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute()
}
