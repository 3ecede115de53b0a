import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { AuditParts } from './parts.ts'
import { type SealedEvent, sealEvents } from './seal-events.ts'

/** With the time a round takes, every event is sealed within a second. */
const SEAL_EVERY_MS = 500

export interface Sealer {
  start(): void
  /** Seals now what there is. */
  seal(): Promise<void>
  stop(): Promise<void>
}

type SealerParts = AuditParts & {
  readonly clock: Clock
  readonly log: Log
  /** Told of every event once, by the instance that sealed it. */
  readonly onSealed: (events: readonly SealedEvent[]) => void
}

/** Seals events beside the requests that make them: one round at a time, however slow the database is. */
export function createSealer(parts: SealerParts): Sealer {
  const reported = new Set<string>()
  let stopTimer = () => {}
  let round: Promise<void> | null = null

  const report = (tenantId: string) => {
    if (reported.has(tenantId)) return
    reported.add(tenantId)
    parts.log.error({ tenantId }, 'audit chain is not as it was left; run: belcode audit verify')
  }
  const sealOnce = async () => {
    try {
      const { events, broken } = await sealEvents(parts)
      parts.onSealed(events)
      for (const tenantId of broken) report(tenantId)
    } catch (error) {
      parts.log.error({ error: (error as Error).message }, 'could not seal audit events')
    }
    round = null
  }
  const look = () => {
    round ??= sealOnce()
    return round
  }

  return {
    start() {
      stopTimer = parts.clock.every(SEAL_EVERY_MS, () => void look())
    },
    async seal() {
      // A round that is under way may have looked already.
      await round
      await look()
    },
    async stop() {
      stopTimer()
      await round
    },
  }
}
