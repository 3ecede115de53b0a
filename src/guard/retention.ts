import type { Store } from '../store/index.ts'

const DAY_MS = 24 * 3_600_000
/** Replays look back as far, and so do those who ask why a call was refused. */
export const DECISIONS_KEPT_MS = 30 * DAY_MS
const ALARMS_KEPT_MS = 90 * DAY_MS
const TRIALS_KEPT_MS = DAY_MS
const BATCH = 500

/** Forgets what nobody asks for any more, in short statements. */
export async function forgetGuarded({ store, now }: { store: Store; now: number }) {
  const old = () =>
    store
      .selectFrom('decisions')
      .select('id')
      .where('at', '<=', now - DECISIONS_KEPT_MS)
      .limit(BATCH)
  let removed: number
  do {
    const rows = await store
      .deleteFrom('decisions')
      .where('id', 'in', old())
      .returning('id')
      .execute()
    removed = rows.length
  } while (removed === BATCH)
  await store
    .deleteFrom('blocks')
    .where('until', '<=', now - 2 * DAY_MS)
    .execute()
  await store
    .deleteFrom('exemptions')
    .where('expires_at', '<=', now - DECISIONS_KEPT_MS)
    .execute()
  await store
    .deleteFrom('alarms')
    .where('ended_at', 'is not', null)
    .where('raised_at', '<=', now - ALARMS_KEPT_MS)
    .execute()
  await store
    .deleteFrom('limit_trials')
    .where('started_at', '<=', now - TRIALS_KEPT_MS)
    .execute()
}

interface Erased {
  readonly tenantId: string
  readonly challengeIds: readonly string[]
  /** Keyed hashes of the user and of the numbers. */
  readonly subjects: readonly string[]
}

/** Of a user who is erased nothing stays, part of the transaction that does so. */
export async function eraseGuardedOf(within: Store, { tenantId, challengeIds, subjects }: Erased) {
  if (challengeIds.length > 0)
    await within.deleteFrom('decisions').where('challenge_id', 'in', challengeIds).execute()
  for (const subject of subjects) {
    const named = `%"${subject.replace(/[%_]/g, '_')}"%`
    await within
      .deleteFrom('decisions')
      .where('tenant_id', '=', tenantId)
      .where('subjects', 'like', named)
      .execute()
    // It says who would have been hit worst.
    await within.deleteFrom('limit_trials').where('result', 'like', named).execute()
    await within
      .deleteFrom('exemptions')
      .where('tenant_id', '=', tenantId)
      .where('subject', '=', subject)
      .execute()
  }
}
