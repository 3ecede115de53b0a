import { noteAct } from './note-act.ts'
import type { OperatorParts } from './parts.ts'

interface Ending {
  readonly operatorId: string
  /** Null: all of them. */
  readonly sessionId: string | null
  readonly except?: string
}

/** Ends sessions of one operator, here or elsewhere; how many there were. */
export async function endOperatorSessions(
  { store, clock }: Pick<OperatorParts, 'store' | 'clock'>,
  { operatorId, sessionId, except }: Ending,
): Promise<number> {
  const at = clock.now()
  return store.transaction().execute(async (within) => {
    const ended = await within
      .updateTable('operator_sessions')
      .set({ ended_at: at })
      .where('operator_id', '=', operatorId)
      .where('ended_at', 'is', null)
      .$if(sessionId !== null, (rows) => rows.where('id', '=', sessionId ?? ''))
      .$if(except !== undefined, (rows) => rows.where('id', '<>', except ?? ''))
      .returning('id')
      .execute()
    const what = { about: operatorId, actor: operatorId, at, detail: { sessions: ended.length } }
    if (ended.length > 0) await noteAct(within, { ...what, kind: 'operator.session-ended' })
    return ended.length
  })
}

/** Ended ones are kept for as long as they say where somebody usually is. */
export async function forgetOperatorSessions({
  store,
  clock,
}: Pick<OperatorParts, 'store' | 'clock'>): Promise<void> {
  await store
    .deleteFrom('operator_sessions')
    .where('expires_at', '<', clock.now() - KNOWN_PLACE_MS)
    .execute()
}

export const KNOWN_PLACE_MS = 30 * 24 * 3_600_000
