import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { prepared } from '../platform/database/prepared.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { CallRow, Store, Tables } from '../store/index.ts'
import { type Call, type CallStatus, ENDED, progressOf, toCall } from './call.ts'

/** What is learned with a move; what is not said stays as it is. */
export type Note = Partial<Pick<CallRow, 'reason' | 'sip_status' | 'talked_seconds'>>

interface Move {
  readonly to: CallStatus
  readonly at: number
  readonly by: string
  readonly note?: Note | undefined
}

/** The statement that moves a call forward; it returns nothing when the call is that far already. */
export function moveCall(store: Store, id: string, { to, at, by, note = {} }: Move) {
  const { reason = null, sip_status = null, talked_seconds = null } = note
  const progress = progressOf[to]
  const endedAt = progress >= ENDED ? at : null
  return move(store, { id, to, by, progress, endedAt, reason, sip_status, talked_seconds })
}

type Moving = { id: string; to: string; by: string; progress: number; endedAt: number | null } & {
  [Noted in keyof Note]-?: CallRow[Noted]
}

const move = prepared((store: Store, given: Moving) =>
  store
    .updateTable('calls')
    .set({
      status: given.to,
      progress: given.progress,
      changed_by: given.by,
      ended_at: given.endedAt,
      reason: sql`coalesce(${given.reason}, reason)`,
      sip_status: sql`coalesce(${given.sip_status}, sip_status)`,
      talked_seconds: sql`coalesce(${given.talked_seconds}, talked_seconds)`,
    })
    .where('id', '=', given.id)
    .where('progress', '<', given.progress)
    .returningAll(),
)

/** Whether this act moved the call. */
export function wasMovedBy(id: string, by: string) {
  const { exists, selectFrom } = expressionBuilder<Tables, never>()
  return exists(selectFrom('calls').select('id').where('id', '=', id).where('changed_by', '=', by))
}

export async function findCall(store: Store, id: string): Promise<Call | null> {
  const [row] = await callById(store, { id }).execute()
  return row ? toCall(row) : null
}

export const callById = prepared((store: Store, { id }: { id: string }) =>
  store.selectFrom('calls').selectAll().where('id', '=', id),
)

/** The newest call made for something. */
export async function newestCallFor(store: Store, madeFor: string): Promise<Call | null> {
  const row = await store
    .selectFrom('calls')
    .selectAll()
    .where('made_for', '=', madeFor)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row ? toCall(row) : null
}

export const insertCall = prepared((within: Store, row: CallRow) =>
  within.insertInto('calls').values(row),
)

/**
 * Takes the oldest queued call for one worker, in one statement. Whoever dies holding it loses it
 * when the lease ends; `recover` then asks the carrier what became of it. Instances pass over what
 * another one is just taking instead of waiting for it: `test/integration/races-claim.test.ts`.
 */
export async function claimQueued(
  store: Store,
  { at, leaseMs }: { at: number; leaseMs: number },
): Promise<Call | null> {
  const oldest = store
    .selectFrom('calls')
    .select('id')
    .where('progress', '=', progressOf.queued)
    .orderBy('created_at')
    .limit(1)
    .$if(locksRows(store), (rows) => rows.forUpdate().skipLocked())
  const row = await store
    .updateTable('calls')
    .set({ status: 'dialling', progress: progressOf.dialling, lease_until: at + leaseMs })
    .where('id', '=', oldest)
    .where('progress', '=', progressOf.queued)
    .returningAll()
    .executeTakeFirst()
  return row ? toCall(row) : null
}

/** Takes one call that should have moved by now and has no worker. */
export async function claimStale(
  store: Store,
  { at, leaseMs, silentMs }: { at: number; leaseMs: number; silentMs: number },
): Promise<Call | null> {
  const stale = store
    .selectFrom('calls')
    .select('id')
    .where('progress', '>', progressOf.queued)
    .where('progress', '<', ENDED)
    .where('lease_until', '<=', at)
    .where((or) =>
      or.or([
        or('carrier_call_id', 'is', null),
        or('hang_up_at', 'is not', null),
        or('placed_at', '<=', at - silentMs),
      ]),
    )
    .orderBy('created_at')
    .limit(1)
    .$if(locksRows(store), (rows) => rows.forUpdate().skipLocked())
  const row = await store
    .updateTable('calls')
    .set({ lease_until: at + leaseMs })
    .where('id', '=', stale)
    .where('lease_until', '<=', at)
    .returningAll()
    .executeTakeFirst()
  return row ? toCall(row) : null
}

/** Notes which carrier is about to be asked; before the request, so that a lost answer can be sought. */
export async function noteCarrier(store: Store, id: string, carrier: string, at: number) {
  await store
    .updateTable('calls')
    .set({ carrier, placed_at: at })
    .where('id', '=', id)
    .where('carrier_call_id', 'is', null)
    .execute()
}

/**
 * Binds the carrier's id to a call, from the answer to our request or from the first signed webhook,
 * whichever comes first. False when another id is bound: then the webhook is not about this call.
 */
export async function bindCarrierCall(
  store: Store,
  { id, carrier, carrierCallId }: { id: string; carrier: string; carrierCallId: string },
): Promise<Call | null> {
  const row = await store
    .updateTable('calls')
    .set({ carrier_call_id: carrierCallId })
    .where('id', '=', id)
    .where('carrier', '=', carrier)
    .where((or) =>
      or.or([or('carrier_call_id', 'is', null), or('carrier_call_id', '=', carrierCallId)]),
    )
    .returningAll()
    .executeTakeFirst()
  return row ? toCall(row) : null
}

export interface HangUp {
  readonly at: number
  /** A call that goes on. */
  readonly except?: string | undefined
  /** Only then; evaluated where the statement stands in its transaction. */
  readonly when?: Expression<SqlBool> | undefined
}

/** The statement that marks every call made for something as to be ended; it returns those that are still going. */
export function markForHangUp(store: Store, madeFor: string, { at, except = '', when }: HangUp) {
  return store
    .updateTable('calls')
    .set({ hang_up_at: at })
    .where('made_for', '=', madeFor)
    .where('id', '!=', except)
    .where('progress', '<', ENDED)
    .$if(when !== undefined, (calls) => calls.where(when ?? sql.lit(true)))
    .returningAll()
}

/** How often the gate was failed on calls to this number since `since`. */
export async function countGateFailures(
  store: Store,
  { tenantId, numberSubject, since }: { tenantId: string; numberSubject: string; since: number },
): Promise<number> {
  const { failures } = await store
    .selectFrom('calls')
    .select((select) => select.fn.countAll<number | string>().as('failures'))
    .where('tenant_id', '=', tenantId)
    .where('number_subject', '=', numberSubject)
    .where('status', '=', 'gate-failed')
    .where('ended_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(failures)
}

export async function setLease(store: Store, id: string, leaseUntil: number) {
  await store.updateTable('calls').set({ lease_until: leaseUntil }).where('id', '=', id).execute()
}

/** Which of our calls is known under a carrier's id. */
export async function findByCarrierCallId(store: Store, carrierCallId: string) {
  const row = await store
    .selectFrom('calls')
    .select('id')
    .where('carrier_call_id', '=', carrierCallId)
    .executeTakeFirst()
  return row?.id ?? null
}
