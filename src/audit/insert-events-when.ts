import { type Expression, type SqlBool, sql } from 'kysely'
import type { Store } from '../store/index.ts'
import { type AuditEvent, toRow } from './record-event.ts'

export interface ConditionalEvent {
  readonly event: AuditEvent
  /** Evaluated where the statement stands: after those before it in the same transaction. */
  readonly when: Expression<SqlBool>
}

/**
 * Appends events of which only the database knows whether they happened, as a statement to be sent
 * together with the one that makes them happen.
 */
export function insertEventsWhen(within: Store, events: readonly ConditionalEvent[]) {
  const rows = events.map(({ event, when }) => ({ row: toRow(event), when }))
  const columns = Object.keys(rows[0]?.row ?? {}) as (keyof ReturnType<typeof toRow>)[]
  const selects = rows.map(
    ({ row, when }) =>
      sql`select ${sql.join(columns.map((column) => toLiteral(row[column])))} where ${when}`,
  )
  return within
    .insertInto('audit_events')
    .columns(columns)
    .expression(sql`${sql.join(selects, sql` union all `)}`)
}

/** PostgreSQL takes what it is not told the type of for text. */
function toLiteral(value: string | number | null) {
  return typeof value === 'number' ? sql`cast(${value} as bigint)` : sql`cast(${value} as text)`
}
