import { recordEvents } from '../audit/index.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Store } from '../store/index.ts'
import { parsePolicy, type TenantPolicy } from './policy.ts'

interface NewTenant {
  readonly id: string
  readonly name: string
  readonly policy?: Partial<TenantPolicy>
}

/** Creates a tenant unless it is there; false when it was. */
export async function createTenant(store: Store, { id, name, policy = {} }: NewTenant) {
  const at = Date.now()
  const created = await store
    .insertInto('tenants')
    .values({ id, name, policy: JSON.stringify(policy), created_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (created) await recordEvents(store, [{ tenantId: id, at, kind: 'tenant.created', about: id }])
  return created !== undefined
}

export async function listTenants(store: Store) {
  const rows = await store.selectFrom('tenants').selectAll().orderBy('created_at').execute()
  return rows.map(({ id, name, policy }) => ({ id, name, policy: parsePolicy(policy) }))
}

/** Changes what `changes` names and leaves the rest; false when there is no such tenant. */
export async function changePolicy(store: Store, id: string, changes: Partial<TenantPolicy>) {
  return store.transaction().execute(async (within) => {
    const row = await within
      .selectFrom('tenants')
      .select('policy')
      .where('id', '=', id)
      .$if(locksRows(within), (rows) => rows.forUpdate())
      .executeTakeFirst()
    if (!row) return false
    const policy = JSON.stringify({ ...JSON.parse(row.policy), ...changes })
    await within.updateTable('tenants').set({ policy }).where('id', '=', id).execute()
    return true
  })
}
