import type { UserKey } from '../factors/index.ts'
import type { LoginParts } from './parts.ts'
import type { Session } from './session.ts'
import { joinedToSession, selectAlive } from './session-store.ts'

/** Where a user is logged in now; seen last comes first. */
export async function listSessions(
  { store, clock }: Pick<LoginParts, 'store' | 'clock'>,
  { tenantId, userId }: UserKey,
): Promise<Session[]> {
  const now = clock.now()
  const rows = await selectAlive(store, now)
    .where('sessions.tenant_id', '=', tenantId)
    .where('sessions.user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => joinedToSession(row, now))
}
