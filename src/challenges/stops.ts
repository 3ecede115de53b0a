import { recordEvents } from '../audit/index.ts'
import type { Store } from '../store/index.ts'

export type StopReason = 'reported' | 'gate-failed'

interface NewStop {
  readonly tenantId: string
  readonly numberSubject: string
  readonly reason: StopReason
  readonly now: number
  readonly until: number
  /** The call that led to it. */
  readonly about: string
}

/** Stops calls to a number. In the database, so that a restart or an empty Redis does not lift it. */
export async function stopNumber(within: Store, stop: NewStop) {
  const { tenantId, numberSubject, reason, now, until, about } = stop
  await within
    .insertInto('stops')
    .values({ tenant_id: tenantId, number_subject: numberSubject, reason, until })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'number_subject'])
        .doUpdateSet({ reason, until })
        .where('stops.until', '<', until),
    )
    .execute()
  await recordEvents(within, [
    { tenantId, at: now, kind: 'number.stopped', about, detail: { reason, until } },
  ])
}
