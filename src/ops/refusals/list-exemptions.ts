import type { Store } from '../../store/index.ts'

const NEWEST = 50

export interface OpenExemption {
  readonly id: string
  readonly tenantId: string
  readonly reason: string
  readonly agent: string | null
  readonly expiresAt: number
  readonly usedAt: number | null
}

export async function listExemptions(store: Store, now: number): Promise<OpenExemption[]> {
  const rows = await store
    .selectFrom('exemptions')
    .selectAll()
    .where('expires_at', '>', now)
    .orderBy('expires_at', 'desc')
    .limit(NEWEST)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, tenantId: row.tenant_id, reason: row.reason, agent: row.agent },
    ...{ expiresAt: row.expires_at, usedAt: row.used_at },
  }))
}
