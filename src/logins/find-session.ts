import type { LoginParts } from './parts.ts'
import { type Session, tokenDigest } from './session.ts'
import { joinedToSession, selectAlive, updateAlive } from './session-store.ts'

/** Seen is seen: not every request is worth a write. */
const SEEN_EVERY_MS = 60_000

/** Whose browser it is; null when its session has ended, or its token was replaced. */
export async function findSession(
  { store, clock }: Pick<LoginParts, 'store' | 'clock'>,
  token: string,
): Promise<Session | null> {
  const now = clock.now()
  const row = await selectAlive(store, now)
    .where('token_digest', '=', tokenDigest(token))
    .executeTakeFirst()
  if (!row) return null
  const session = joinedToSession(row, now)
  if (now - session.seenAt < SEEN_EVERY_MS) return session
  // Whoever was logged out since the statement above stays so.
  const seen = await updateAlive(store, session, now)
    .set({ seen_at: now })
    .returning('id')
    .executeTakeFirst()
  return seen ? { ...session, seenAt: now } : null
}
