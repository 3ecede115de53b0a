import { dropSessions } from './drop-sessions.ts'
import type { Naming } from './naming.ts'
import { noteAct } from './note-act.ts'
import type { OperatorParts } from './parts.ts'

export async function removeOperator(
  { store, clock }: Pick<OperatorParts, 'store' | 'clock'>,
  { name, actor }: Naming,
): Promise<boolean> {
  return store.transaction().execute(async (within) => {
    const found = await within
      .selectFrom('operators')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirst()
    if (!found) return false
    await dropSessions(within, found.id)
    await within.deleteFrom('operators').where('id', '=', found.id).execute()
    const at = clock.now()
    await noteAct(within, { kind: 'operator.removed', about: found.id, at, actor })
    return true
  })
}
