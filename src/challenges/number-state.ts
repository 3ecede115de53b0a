import { prepared } from '../platform/database/prepared.ts'
import type { Store } from '../store/index.ts'

/** A number that was verified this recently is its user's: address rules leave it alone. */
const PROVEN_MS = 30 * 24 * 3_600_000
/** Calls of which we heard nothing for this long have ended. */
const CALL_MS = 180_000

export interface NumberState {
  /** Calls to it are stopped until then. */
  readonly stoppedUntil: number | null
  readonly isProven: boolean
  /** The call that is under way to it. */
  readonly callId: string | null
}

/** What is known of a number before it is called, in one statement. */
export async function findNumberState(
  store: Store,
  { tenantId, numberSubject }: { tenantId: string; numberSubject: string },
  now: number,
): Promise<NumberState> {
  const times = { now, provenSince: now - PROVEN_MS, callingSince: now - CALL_MS }
  const [row] = await find(store, { tenantId, numberSubject, ...times }).execute()
  return {
    stoppedUntil: row?.stopped_until ?? null,
    isProven: row?.proven_by != null,
    callId: row?.call_id ?? null,
  }
}

interface Sought {
  readonly tenantId: string
  readonly numberSubject: string
  readonly now: number
  readonly provenSince: number
  readonly callingSince: number
}

const find = prepared(
  (store: Store, { tenantId, numberSubject, now, provenSince, callingSince }: Sought) =>
    store.selectNoFrom(({ selectFrom }) => [
      selectFrom('stops')
        .select('until')
        .where('tenant_id', '=', tenantId)
        .where('number_subject', '=', numberSubject)
        .where('until', '>', now)
        .as('stopped_until'),
      selectFrom('challenges')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('number_subject', '=', numberSubject)
        .where('status', '=', 'approved')
        .where('closed_at', '>', provenSince)
        .limit(1)
        .as('proven_by'),
      selectFrom('calls')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('number_subject', '=', numberSubject)
        .where('ended_at', 'is', null)
        .where('created_at', '>', callingSince)
        .orderBy('created_at', 'desc')
        .limit(1)
        .as('call_id'),
    ]),
)
