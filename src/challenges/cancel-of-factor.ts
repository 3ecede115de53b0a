import { recordEvents } from '../audit/index.ts'
import { appTopicOf } from './app-topic.ts'
import { topicOf } from './challenge.ts'
import { closeOfFactor } from './close-challenges.ts'
import type { ChallengeParts } from './parts.ts'

interface Gone {
  readonly tenantId: string
  readonly factorId: string
}

/** Ends what a factor was to prove that is no more (OWASP ASVS 6.5.6: at once). */
export async function cancelOfFactor(
  { store, clock, calls, signals }: ChallengeParts,
  { tenantId, factorId }: Gone,
) {
  const at = clock.now()
  const closed = await store.transaction().execute(async (within) => {
    const rows = await closeOfFactor(within, { tenantId, factorId, now: at })
    await recordEvents(
      within,
      rows.map(({ id }) => ({ tenantId, at, kind: 'challenge.cancelled' as const, about: id })),
    )
    return rows
  })
  for (const { id } of closed) {
    await calls.hangUp(id)
    signals.publish(topicOf(id))
  }
  // Its app learns that it is out.
  signals.publish(appTopicOf(factorId))
}
