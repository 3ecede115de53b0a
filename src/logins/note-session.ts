import type { LoginParts } from './parts.ts'
import type { Session } from './session.ts'
import { updateAlive } from './session-store.ts'

type SessionParts = Pick<LoginParts, 'store' | 'clock'>

/** Binds a round of proof to the browser that began it: no other gets in by it. */
export async function noteChallenge(
  { store, clock }: SessionParts,
  session: Session,
  challengeId: string,
): Promise<Session> {
  await updateAlive(store, session, clock.now()).set({ challenge_id: challengeId }).execute()
  return { ...session, challengeId }
}

/** The user puts off setting up a second factor until the next login. */
export async function noteSkipped(
  { store, clock }: SessionParts,
  session: Session,
): Promise<Session> {
  const now = clock.now()
  await updateAlive(store, session, now).set({ skipped_at: now }).execute()
  return { ...session, skippedSetUp: true }
}
