import { locksRows } from '../platform/database/row-locks.ts'
import { keyedDigest } from '../platform/keyring.ts'
import type { AuditChainRow, Store } from '../store/index.ts'
import { GENESIS } from './entry-hash.ts'

export type Chain = Omit<AuditChainRow, 'seal'>

export function newChain(tenantId: string): Chain {
  return {
    tenant_id: tenantId,
    ...{ first_seq: 1, first_previous: GENESIS },
    ...{ last_seq: 0, last_hash: GENESIS },
    calls_cleared_to: 0,
  }
}

/**
 * For the rest of a transaction nobody else works on the log of this tenant: seals it, takes content
 * away or forgets what is old. Logins only append, and never wait for it. False when `wait` is not
 * given and somebody else is at it.
 */
export async function lockLog(within: Store, tenantId: string, { wait = false } = {}) {
  if (!locksRows(within)) return true
  // Not the strongest lock: an event that is appended refers to its tenant meanwhile.
  const row = await within
    .selectFrom('tenants')
    .select('id')
    .where('id', '=', tenantId)
    .forNoKeyUpdate()
    .$if(!wait, (rows) => rows.skipLocked())
    .executeTakeFirst()
  return row !== undefined
}

export async function readChain(store: Store, tenantId: string): Promise<AuditChainRow | null> {
  const row = await store
    .selectFrom('audit_chains')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst()
  return row ?? null
}

export function writeChain(within: Store, auditKey: Buffer, chain: Chain) {
  const row = { ...chain, seal: sealOf(auditKey, chain) }
  return within
    .insertInto('audit_chains')
    .values(row)
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
}

/** Whether beginning and end are where the service itself left them. */
export function isGenuine(auditKey: Buffer, chain: AuditChainRow) {
  return chain.seal === sealOf(auditKey, chain)
}

function sealOf(auditKey: Buffer, chain: Chain) {
  const { tenant_id, first_seq, first_previous, last_seq, last_hash } = chain
  const ends = [tenant_id, first_seq, first_previous, last_seq, last_hash]
  return keyedDigest(auditKey, 'audit-chain', JSON.stringify(ends))
}
