import { type Expression, type SqlBool, sql } from 'kysely'
import type { Store } from '../store/index.ts'
import type { toRow } from './record-event.ts'

export type EventRow = ReturnType<typeof toRow>

export interface ConditionalEvent {
  readonly row: EventRow
  /** Evaluated where the statement stands: after those before it in the same transaction. */
  readonly when: Expression<SqlBool>
}

/**
 * Appends events of which only the database knows whether they happened, as a statement to be sent
 * together with the one that makes them happen.
 */
export function insertEventsWhen(within: Store, events: readonly ConditionalEvent[]) {
  const columns = Object.keys(events[0]?.row ?? {}) as (keyof EventRow)[]
  const selects = events.map(
    ({ row, when }) =>
      sql`select ${sql.join(columns.map((column) => toTyped(row, column)))} where ${when}`,
  )
  return within
    .insertInto('audit_events')
    .columns(columns)
    .expression(sql`${sql.join(selects, sql` union all `)}`)
}

/** PostgreSQL takes what it is not told the type of for text. */
function toTyped(row: EventRow, column: keyof EventRow) {
  return sql`cast(${row[column]} as ${sql.raw(column === 'at' ? 'bigint' : 'text')})`
}
