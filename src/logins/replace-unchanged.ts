import { listTenants, passwordsOverAt } from '../accounts/index.ts'
import { insertEvents } from '../audit/index.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Store } from '../store/index.ts'
import type { LoginParts } from './parts.ts'
import { drawHash } from './password-hash.ts'

/** Few enough that a login which needs one of the rows hardly waits. */
const BATCH = 100
/** Of each tenant in one round; the next round goes on. */
const BATCHES_MOST = 10

/**
 * Takes away passwords that were not changed in time: each gets one that nobody has seen, and its user
 * asks for a mail (P3). They have stopped working before, the moment the time was over; this takes
 * away what is stored of them.
 */
export async function replaceUnchanged({
  store,
  clock,
}: Pick<LoginParts, 'store' | 'clock'>): Promise<number> {
  const now = clock.now()
  let replaced = 0
  for (const { id: tenantId, policy } of await listTenants(store)) {
    const overAt = passwordsOverAt(policy)
    if (overAt === null || overAt > now) continue
    const due = { tenantId, setBefore: policy.passwordsFrom ?? 0, now }
    for (let batch = 0; batch < BATCHES_MOST; batch++) {
      const count = await replaceBatch(store, due)
      replaced += count
      if (count < BATCH) break
    }
  }
  return replaced
}

interface Due {
  readonly tenantId: string
  readonly setBefore: number
  readonly now: number
}

/** Rows that somebody changes right now are passed over: perhaps it is the password that is changed. */
function replaceBatch(store: Store, { tenantId, setBefore, now }: Due): Promise<number> {
  return store.transaction().execute(async (within) => {
    const unchanged = await within
      .selectFrom('logins')
      .select('user_id')
      .where('tenant_id', '=', tenantId)
      .where('password_set_at', '<', setBefore)
      .where('replaced_at', 'is', null)
      .orderBy('password_set_at')
      .limit(BATCH)
      .$if(locksRows(within), (rows) => rows.forUpdate().skipLocked())
      .execute()
    if (unchanged.length === 0) return 0
    const userIds = unchanged.map(({ user_id }) => user_id)
    const events = userIds.map((about) => ({
      ...({ tenantId, at: now, kind: 'password.replaced', actor: 'logins', about } as const),
    }))
    await inOneTrip(within, [
      ...userIds.map((userId) => replacing(within, { tenantId, userId, now })),
      insertEvents(within, events),
    ])
    return userIds.length
  })
}

function replacing(
  within: Store,
  { tenantId, userId, now }: { tenantId: string; userId: string; now: number },
) {
  return within
    .updateTable('logins')
    .set({ password_hash: drawHash(), replaced_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
}
