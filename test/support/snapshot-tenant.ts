import { expect } from 'vitest'
import type { Store } from '../../src/store/index.ts'

/** What is not of one tenant. */
const ofNobody = [
  ...['data_keys', 'kysely_migration', 'kysely_migration_lock', 'tenants'],
  ...['limit_sets', 'limit_trials', 'operators', 'operator_sessions'],
]
/** Where the sealer is: it goes on whoever asks for what. */
const ofTheSealer = ['audit_chains']

/** What work in the background changes, whoever asks for what. */
const restless: Readonly<Record<string, readonly string[]>> = {
  audit_events: ['seq', 'salt', 'digest', 'hash'],
  devices: ['seen_at'],
  notices: ['attempts', 'next_at', 'last_fault', 'payload_sealed', 'status', 'ended_at'],
}

type Row = Readonly<Record<string, unknown>>
export type Snapshot = Readonly<Record<string, readonly string[]>>

/** Everything that the database knows of a tenant, to be compared. */
export async function snapshotOf(store: Store, tenantId: string): Promise<Snapshot> {
  const tables = await store.introspection.getTables()
  const owned = tables.filter(({ columns }) => columns.some(({ name }) => name === 'tenant_id'))
  const looked = owned.filter(({ name }) => !ofTheSealer.includes(name))
  const others = tables.filter((table) => !owned.includes(table)).map(({ name }) => name)
  expect(others.filter((name) => !ofNobody.includes(name))).toEqual([])

  const entries = await Promise.all(
    looked.map(async ({ name }) => [name, await rowsOf(store, name, tenantId)] as const),
  )
  const tenant = await store.selectFrom('tenants').selectAll().where('id', '=', tenantId).execute()
  return { ...Object.fromEntries(entries), tenants: tenant.map((row) => JSON.stringify(row)) }
}

async function rowsOf(store: Store, table: string, tenantId: string): Promise<string[]> {
  const rows: Row[] = await store
    .selectFrom(table as 'users')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .execute()
  return rows.map((row) => toText(row, restless[table] ?? [])).sort()
}

function toText(row: Row, without: readonly string[]) {
  const kept = Object.entries(row).filter(([name]) => !without.includes(name))
  return JSON.stringify(Object.fromEntries(kept))
}
