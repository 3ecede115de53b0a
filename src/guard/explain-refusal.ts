import type { Store } from '../store/index.ts'
import type { Recorded } from './decision.ts'
import { parseReference } from './reference.ts'
import { DECISIONS_KEPT_MS } from './retention.ts'

/** Everything that a refusal can be told of, without whom it was counted against. */
export interface ExplainedRefusal {
  readonly reference: string
  readonly kind: 'call' | 'push' | 'code'
  readonly limit: string
  readonly at: number
  readonly until: number
  /** Which rules were asked, and how full each was. */
  readonly rules: readonly Recorded[]
}

interface Sought {
  readonly tenantId: string
  readonly now: number
  /** As somebody reads it out. */
  readonly typed: string
}

export async function explainRefusal(
  store: Store,
  { tenantId, now, typed }: Sought,
): Promise<ExplainedRefusal | null> {
  const reference = parseReference(typed)
  if (reference === null) return null
  const row = await store
    .selectFrom('decisions')
    .select(['kind', 'refused_by', 'at', 'until', 'standings'])
    .where('tenant_id', '=', tenantId)
    .where('reference', '=', reference)
    .where('at', '>', now - DECISIONS_KEPT_MS)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    ...{ reference, kind: row.kind as ExplainedRefusal['kind'], limit: row.refused_by ?? '' },
    ...{ at: row.at, until: row.until ?? row.at },
    rules: JSON.parse(row.standings) as Recorded[],
  }
}
