import { type EventRow, insertEventsWhen, toEventRow } from '../audit/index.ts'
import { inOneTrip, transactionInOneTrip } from '../platform/database/in-one-trip.ts'
import { prepared } from '../platform/database/prepared.ts'
import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import { type Call, type CallStatus, toCall } from './call.ts'
import { moveCall, type Note, wasMovedBy } from './call-store.ts'
import type { CallParts } from './parts.ts'

type Advancing = Pick<CallParts, 'store' | 'clock' | 'owner'>
type Moving = Pick<Call, 'id' | 'tenantId'>

/**
 * Moves a call forward together with all that follows from it: one transaction, so that "not me" is
 * never half heard. Null when the call was that far already: a repeated report does nothing twice.
 */
export async function advance(
  { store, clock, owner }: Advancing,
  call: Moving,
  to: CallStatus,
  note: Note = {},
): Promise<Call | null> {
  const at = clock.now()
  const statements = (within: Store) => moving(within, call, { to, at, note })
  const [[row]] = owner.minds.has(to)
    ? await store.transaction().execute(async (within) => {
        const hold = owner.hold(within, call.id)
        const [, ...done] = await inOneTrip(within, [hold, ...statements(within)] as const)
        const [moved] = done[0]
        if (moved) await owner.onMoved(within, toCall(moved))
        return done
      })
    : await transactionInOneTrip(store, statements(store))
  const moved = row ? toCall(row) : null
  if (moved) owner.afterMove(moved)
  return moved
}

function moving(
  within: Store,
  { id, tenantId }: Moving,
  { to, at, note }: { to: CallStatus; at: number; note: Note },
) {
  const by = newId('mv')
  const detail = { to, reason: note.reason ?? null }
  const row = toEventRow({ tenantId, at, kind: 'call.moved', about: id, detail })
  return [moveCall(within, id, { to, at, by, note }), noteMove(within, { row, by })] as const
}

const noteMove = prepared((within: Store, { row, by }: { row: EventRow; by: string }) =>
  insertEventsWhen(within, [{ row, when: wasMovedBy(row.about, by) }]),
)
