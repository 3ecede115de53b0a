import { byTwos } from '../platform/database/by-twos.ts'
import { transactionInOneTrip } from '../platform/database/in-one-trip.ts'
import type { DecisionRow, Store } from '../store/index.ts'
import type { GuardParts } from './parts.ts'

/** How late an allowed call is written down. Nobody waits for it. */
export const FLUSH_EVERY_MS = 100
/** PostgreSQL takes 65,535 values in a statement, SQLite 32,766. */
const AT_ONCE = 512
/** A database that is away for long must not fill our memory: then the oldest are lost. */
const HELD_MOST = 20_000

export interface DecisionLog {
  /** To be written with others, soon. */
  note(row: DecisionRow): void
  flush(): Promise<void>
}

/** Gathers what was allowed, so that a call costs no round trip more for being written down. */
export function createDecisionLog({ store, log }: Pick<GuardParts, 'store' | 'log'>): DecisionLog {
  let held: DecisionRow[] = []
  let writing: Promise<void> = Promise.resolve()

  async function write() {
    while (held.length > 0) {
      const rows = held.slice(0, AT_ONCE)
      held = held.slice(AT_ONCE)
      try {
        await transactionInOneTrip(store, insertAll(store, rows))
      } catch (error) {
        held = [...rows, ...held].slice(-HELD_MOST)
        log.error({ error: (error as Error).message }, 'decisions not written')
        return
      }
    }
  }

  return {
    note(row) {
      if (held.length >= HELD_MOST) held.shift()
      held.push(row)
    },
    flush() {
      if (held.length > 0) writing = writing.then(write)
      return writing
    },
  }
}

/** What was written although its answer was lost comes again. */
const insertAll = byTwos(AT_ONCE, (within: Store, rows: readonly DecisionRow[]) =>
  insertDecisions(within, rows).onConflict((known) => known.column('id').doNothing()),
)

export function insertDecisions(within: Store, rows: readonly DecisionRow[]) {
  return within.insertInto('decisions').values(rows)
}
