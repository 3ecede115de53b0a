import { recordEvents } from '../audit/index.ts'
import type { Call, CallStatus } from './call.ts'
import { moveCall } from './call-store.ts'
import type { CallParts } from './parts.ts'

type Advancing = Pick<CallParts, 'store' | 'clock' | 'owner'>
type Note = NonNullable<Parameters<typeof moveCall>[2]['note']>

/**
 * Moves a call forward together with all that follows from it: one transaction, so that "not me" is
 * never half heard. Null when the call was that far already: a repeated report does nothing twice.
 */
export async function advance(
  { store, clock, owner }: Advancing,
  id: string,
  to: CallStatus,
  note: Note = {},
): Promise<Call | null> {
  const at = clock.now()
  const moved = await store.transaction().execute(async (within) => {
    const call = await moveCall(within, id, { to, at, note })
    if (!call) return null
    const { tenantId, reason, carrier } = call
    const detail = { to, reason, carrier }
    await recordEvents(within, [{ tenantId, at, kind: 'call.moved', about: id, detail }])
    await owner.onMoved(within, call)
    return call
  })
  if (moved) owner.afterMove(moved)
  return moved
}
