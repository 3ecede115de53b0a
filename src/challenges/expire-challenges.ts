import { recordEvents } from '../audit/index.ts'
import { topicOf } from './challenge.ts'
import { closeExpired } from './close-challenges.ts'
import type { ChallengeParts } from './parts.ts'

/** Writes down which challenges time has ended, wipes their codes and ends their calls. */
export async function expireChallenges({ store, clock, calls, signals }: ChallengeParts) {
  const now = clock.now()
  const expired = await store.transaction().execute(async (within) => {
    const rows = await closeExpired(within, now)
    await recordEvents(
      within,
      rows.map(({ id, tenantId }) => ({ tenantId, at: now, kind: 'challenge.expired', about: id })),
    )
    return rows
  })
  for (const { id } of expired) {
    await calls.hangUp(id)
    signals.publish(topicOf(id))
  }
}
