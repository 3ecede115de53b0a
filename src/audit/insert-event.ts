import { prepared } from '../platform/database/prepared.ts'
import type { Store } from '../store/index.ts'
import type { EventRow } from './insert-events-when.ts'

/** The statement that appends one event that is certain, for acts that happen all the time. */
export const insertEvent = prepared((within: Store, row: EventRow) =>
  within.insertInto('audit_events').values(row),
)
