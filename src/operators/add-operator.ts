import { newId } from '../platform/ids.ts'
import type { Naming } from './naming.ts'
import { noteAct } from './note-act.ts'
import { drawPassword } from './one-time-password.ts'
import { type OperatorRole, operatorNamePattern } from './operator.ts'
import type { OperatorParts } from './parts.ts'

type AddParts = Pick<OperatorParts, 'store' | 'clock' | 'hasher'>

/** Null: somebody has that name. The password is told here, once, and works for three days. */
export async function addOperator(
  { store, clock, hasher }: AddParts,
  { name, role, actor }: Naming & { readonly role: OperatorRole },
): Promise<{ readonly id: string; readonly password: string } | null> {
  if (!new RegExp(operatorNamePattern).test(name)) throw new Error('This cannot be a name')
  const { password, ...columns } = await drawPassword(hasher, clock.now())
  const id = newId('op')
  const at = clock.now()
  const row = { id, name, role, ...columns, secret_sealed: null, last_step: null, created_at: at }
  return store.transaction().execute(async (within) => {
    const added = await within
      .insertInto('operators')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return null
    await noteAct(within, { kind: 'operator.added', about: id, at, actor, detail: { role } })
    return { id, password }
  })
}
