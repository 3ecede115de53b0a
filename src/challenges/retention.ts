import { sql } from 'kysely'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Store } from '../store/index.ts'
import { challengeStatuses } from './challenge.ts'
import type { ChallengeParts } from './parts.ts'

const DAY_MS = 24 * 3_600_000
/** How long a finished challenge says which number it was about. */
const PERSONAL_MS = DAY_MS
/** The 30-day limits and the rules for proven numbers read what stays: see `wrong-codes.ts`. */
const KEPT_MS = 90 * DAY_MS
const BATCH = 500

/**
 * Storage limitation (GDPR art. 5(1)(e)): a day after its end nothing but a keyed hash says which
 * number a challenge and its calls were about; after 90 days they are gone. In short statements, for
 * any number of instances; cheap when there is nothing to do.
 */
export async function forgetFinished({ store, clock }: Pick<ChallengeParts, 'store' | 'clock'>) {
  const now = clock.now()
  await repeat(() => blankChallenges(store, now - PERSONAL_MS))
  await repeat(() => blankCalls(store, now - PERSONAL_MS))
  for (const status of challengeStatuses)
    if (status !== 'open') await repeat(() => removeChallenges(store, status, now - KEPT_MS))
  await store
    .deleteFrom('stops')
    .where('until', '<=', now - PERSONAL_MS)
    .execute()
}

/** Batch after batch until there is none. */
async function repeat(act: () => Promise<readonly unknown[]>) {
  while ((await act()).length === BATCH) {}
}

/** The conditions are those of the index `challenges_personal`. */
function blankChallenges(store: Store, before: number) {
  const finished = store
    .selectFrom('challenges')
    .select('id')
    .where('closed_at', '<=', before)
    .where('to_masked', '<>', sql.lit(''))
    .limit(BATCH)
    .$if(locksRows(store), (rows) => rows.forUpdate().skipLocked())
  return store
    .updateTable('challenges')
    .set({ to_sealed: '', to_masked: '', ip_subjects: 'null', context_sealed: null, facts: null })
    .where('id', 'in', finished)
    .returning('id')
    .execute()
}

/** The conditions are those of the index `calls_personal`. */
function blankCalls(store: Store, before: number) {
  const ended = store
    .selectFrom('calls')
    .select('id')
    .where('ended_at', '<=', before)
    .where('to_sealed', '<>', sql.lit(''))
    .limit(BATCH)
    .$if(locksRows(store), (rows) => rows.forUpdate().skipLocked())
  return store
    .updateTable('calls')
    .set({ to_sealed: '' })
    .where('id', 'in', ended)
    .returning('id')
    .execute()
}

/** With their calls: both, or neither. */
function removeChallenges(store: Store, status: string, before: number) {
  return store.transaction().execute(async (within) => {
    const rows = await within
      .selectFrom('challenges')
      .select('id')
      .where('status', '=', status)
      .where('expires_at', '<=', before)
      .limit(BATCH)
      .$if(locksRows(within), (all) => all.forUpdate().skipLocked())
      .execute()
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return ids
    await within.deleteFrom('calls').where('made_for', 'in', ids).execute()
    await within.deleteFrom('challenges').where('id', 'in', ids).execute()
    return ids
  })
}
