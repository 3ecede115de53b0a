import { dropSessions } from './drop-sessions.ts'
import type { Naming } from './naming.ts'
import { noteAct } from './note-act.ts'
import { drawPassword } from './one-time-password.ts'
import type { OperatorParts } from './parts.ts'

type ResetParts = Pick<OperatorParts, 'store' | 'clock' | 'hasher'>

/** A new password for the first login; the authenticator and every session are gone. */
export async function resetOperator(
  { store, clock, hasher }: ResetParts,
  { name, actor }: Naming,
): Promise<{ readonly password: string } | null> {
  const at = clock.now()
  const { password, ...columns } = await drawPassword(hasher, at)
  return store.transaction().execute(async (within) => {
    const reset = await within
      .updateTable('operators')
      .set({ ...columns, secret_sealed: null, last_step: null })
      .where('name', '=', name)
      .returning('id')
      .executeTakeFirst()
    if (!reset) return null
    await dropSessions(within, reset.id)
    await noteAct(within, { kind: 'operator.reset', about: reset.id, at, actor })
    return { password }
  })
}
