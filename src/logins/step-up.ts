import { recordEvents } from '../audit/index.ts'
import type { Begun } from './begin-session.ts'
import type { LoginParts } from './parts.ts'
import { drawToken, LONGEST_MS, type Session } from './session.ts'
import { updateAlive } from './session-store.ts'

type SessionParts = Pick<LoginParts, 'store' | 'clock'>

/** The round that was won, which this session began; null, said in so many words: none was needed. */
type Proof = Pick<Session, 'challengeId'>

/**
 * After the second factor: the same session with a new token. The old one, which somebody may have
 * planted or seen before, is dead in the same statement (`test/security/session-fixation.test.ts`).
 * Null when the session has ended, another request was first, or the proof is of another session.
 */
export async function stepUp(
  { store, clock }: SessionParts,
  session: Session,
  proof?: Proof,
): Promise<Begun | null> {
  const { challengeId } = proof ?? session
  if (proof === undefined && challengeId === null) return null
  const now = clock.now()
  const { token, digest } = drawToken()
  const changes = {
    ...{ stage: 'verified' as const, token_digest: digest, challenge_id: null },
    ...{ seen_at: now, verified_at: now, expires_at: now + LONGEST_MS },
  }
  return store.transaction().execute(async (within) => {
    const row = await updateAlive(within, session, now)
      .set(changes)
      .$if(challengeId !== null, (rows) => rows.where('challenge_id', '=', challengeId ?? ''))
      .returning('id')
      .executeTakeFirst()
    if (!row) return null
    const { tenantId, userId: about, id, place: actor, ip } = session
    const detail = { session: id, challenge: challengeId }
    await recordEvents(within, [
      { tenantId, at: now, kind: 'session.verified', actor, about, ip, detail },
    ])
    const times = { seenAt: now, verifiedAt: now, expiresAt: changes.expires_at }
    const verified = { stage: changes.stage, challengeId: null, tokenDigest: digest }
    return { token, session: { ...session, ...times, ...verified } }
  })
}

/** Asks a user who is in for the second factor again, before something that changes how they get in. */
export async function stepDown(
  { store, clock }: SessionParts,
  session: Session,
): Promise<Session | null> {
  const down = { stage: 'password' as const, challenge_id: null, verified_at: null }
  const row = await updateAlive(store, session, clock.now())
    .set(down)
    .returning('id')
    .executeTakeFirst()
  return row ? { ...session, stage: down.stage, challengeId: null, verifiedAt: null } : null
}
