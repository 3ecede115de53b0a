import type { Caller } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { type Challenge, topicOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import { closeChallenge } from './close-challenges.ts'
import type { ChallengeParts } from './parts.ts'

/** Ends a challenge and its call. One that has ended stays as it is; null: there is none. */
export async function cancelChallenge(
  { store, clock, calls, signals }: ChallengeParts,
  { tenantId }: Caller,
  id: string,
): Promise<Challenge | null> {
  const now = clock.now()
  const challenge = await findChallenge(store, { tenantId, id, now })
  if (challenge?.status !== 'open') return challenge

  const closed = await store.transaction().execute(async (within) => {
    const cancelled = await closeChallenge(within, { id, status: 'cancelled', now })
    if (cancelled)
      await recordEvents(within, [{ tenantId, at: now, kind: 'challenge.cancelled', about: id }])
    return cancelled
  })
  if (!closed) return findChallenge(store, { tenantId, id, now })
  await calls.hangUp(id)
  signals.publish(topicOf(id))
  return closed
}
