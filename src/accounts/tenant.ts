import { sql } from 'kysely'
import { recordEvents } from '../audit/index.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Store } from '../store/index.ts'
import { parsePolicy, type TenantPolicy } from './policy.ts'
import { applyChanges, type PolicyChanges, type PolicyFault } from './policy-change.ts'

interface NewTenant {
  readonly id: string
  readonly name: string
  readonly policy?: Partial<TenantPolicy>
}

/**
 * Creates a tenant unless it is there; false when it was. Its users know the panel by its name. The
 * first of all runs the service.
 */
export async function createTenant(store: Store, { id, name, policy = {} }: NewTenant) {
  const at = Date.now()
  const named = { siteName: name, ...policy }
  const created = await store
    .insertInto('tenants')
    .values(({ selectFrom }) => ({
      ...{ id, name, policy: JSON.stringify(named), created_at: at },
      is_operator: selectFrom('tenants').select(
        sql<number>`case when count(*) = 0 then 1 else 0 end`.as('is_first'),
      ),
    }))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (created) await recordEvents(store, [{ tenantId: id, at, kind: 'tenant.created', about: id }])
  return created !== undefined
}

/** Whether a tenant runs the service, and may set what holds for all. */
export async function isOperator(store: Store, id: string): Promise<boolean> {
  const row = await store
    .selectFrom('tenants')
    .select('is_operator')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.is_operator === 1
}

/** The tenant that runs the service; null on an empty database. */
export async function findOperator(store: Store): Promise<string | null> {
  const row = await store
    .selectFrom('tenants')
    .select('id')
    .where('is_operator', '=', 1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whose panel has this name in its address; one that nobody claimed leads to the first tenant. */
export async function tenantAt(store: Store, hostname: string) {
  const tenants = await listTenants(store)
  return tenants.find(({ policy }) => policy.panelHosts.includes(hostname)) ?? tenants[0] ?? null
}

export async function listTenants(store: Store) {
  const rows = await store.selectFrom('tenants').selectAll().orderBy('created_at').execute()
  return rows.map(({ id, name, policy }) => ({ id, name, policy: parsePolicy(policy) }))
}

/** As it is now, not as a caller was believed to have it; null when there is no such tenant. */
export async function readPolicy(store: Store, id: string): Promise<TenantPolicy | null> {
  const row = await store
    .selectFrom('tenants')
    .select('policy')
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? parsePolicy(row.policy) : null
}

interface PolicyChange {
  readonly changes: PolicyChanges
  /** Who asks: a key's id, or the command line. */
  readonly by: string
  readonly at: number
}

export type PolicyChangeResult =
  | { readonly outcome: 'changed'; readonly policy: TenantPolicy }
  | { readonly outcome: 'invalid'; readonly faults: readonly PolicyFault[] }
  | { readonly outcome: 'unknown' }

/** Changes what `changes` names and leaves the rest, in force on every instance within a second. */
export async function changePolicy(
  store: Store,
  id: string,
  { changes, by, at }: PolicyChange,
): Promise<PolicyChangeResult> {
  return store.transaction().execute(async (within) => {
    const row = await within
      .selectFrom('tenants')
      .select('policy')
      .where('id', '=', id)
      .$if(locksRows(within), (rows) => rows.forUpdate())
      .executeTakeFirst()
    if (!row) return { outcome: 'unknown' }
    const changed = applyChanges(JSON.parse(row.policy), changes, at)
    if ('faults' in changed) return { outcome: 'invalid', faults: changed.faults }
    const faults = await findTakenHosts(within, id, changes)
    if (faults.length > 0) return { outcome: 'invalid', faults }

    const policy = JSON.stringify(changed.stored)
    await within.updateTable('tenants').set({ policy }).where('id', '=', id).execute()
    const detail = { fields: changed.fields.join(' '), by }
    if (changed.fields.length > 0)
      await recordEvents(within, [
        { tenantId: id, at, kind: 'tenant.policy-changed', about: id, detail },
      ])
    return { outcome: 'changed', policy: parsePolicy(policy) }
  })
}

/** A panel of somebody else under one's own name would be asked for one's own passwords. */
async function findTakenHosts(
  within: Store,
  id: string,
  { panelHosts = [] }: PolicyChanges,
): Promise<PolicyFault[]> {
  if (panelHosts.length === 0) return []
  const others = await within.selectFrom('tenants').select('policy').where('id', '<>', id).execute()
  const taken = new Set(others.flatMap(({ policy }) => parsePolicy(policy).panelHosts))
  return panelHosts.flatMap((host, index) =>
    taken.has(host)
      ? { pointer: `#/panelHosts/${index}`, detail: 'is the name of another tenant' }
      : [],
  )
}
