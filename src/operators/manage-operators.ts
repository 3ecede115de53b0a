import { newId } from '../platform/ids.ts'
import type { Store } from '../store/index.ts'
import { noteAct } from './note-act.ts'
import { drawOneTimePassword } from './one-time-password.ts'
import {
  type Operator,
  type OperatorRole,
  operatorColumns,
  operatorNamePattern,
  toOperator,
} from './operator.ts'
import type { OperatorParts } from './parts.ts'

type ManageParts = Pick<OperatorParts, 'store' | 'clock' | 'hasher'>

interface Naming {
  readonly name: string
  /** Who did it: an operator's id, or a word for where. */
  readonly actor: string
}

/** Null: somebody has that name. The password is told here, once, and works for three days. */
export async function addOperator(
  { store, clock, hasher }: ManageParts,
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

/** A new password for the first login; the authenticator and every session are gone. */
export async function resetOperator(
  { store, clock, hasher }: ManageParts,
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

export async function removeOperator(
  { store, clock }: Pick<ManageParts, 'store' | 'clock'>,
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

export async function listOperators(store: Store): Promise<Operator[]> {
  const rows = await store
    .selectFrom('operators')
    .select(operatorColumns)
    .orderBy('operators.name')
    .execute()
  return rows.map(toOperator)
}

function dropSessions(within: Store, operatorId: string) {
  return within.deleteFrom('operator_sessions').where('operator_id', '=', operatorId).execute()
}

async function drawPassword(hasher: OperatorParts['hasher'], at: number) {
  const password = drawOneTimePassword()
  const hash = await hasher.hash(password)
  if (hash === null) throw new Error('Too many passwords are being made; try again')
  return { password, password_hash: hash, password_set_at: at, must_change_at: at }
}
