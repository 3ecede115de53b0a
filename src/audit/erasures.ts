import type { AuditChainRow, AuditEventRow, Store } from '../store/index.ts'
import type { SealedRow } from './read-entries.ts'
import { BY_RETENTION } from './retention.ts'
import type { Break } from './verify-chain.ts'

const AT_ONCE = 500

/** By the event that is said to have taken content away: how much was, and where first. */
export type Erasures = Map<
  string,
  { entries: number; readonly first: Pick<SealedRow, 'seq' | 'id'> }
>

export function noteErasure(erasures: Erasures, { seq, id, salt, erased_by }: SealedRow) {
  if (salt !== null || erased_by === null || erased_by === BY_RETENTION) return
  const known = erasures.get(erased_by)
  if (known) known.entries += 1
  else erasures.set(erased_by, { entries: 1, first: { seq, id } })
}

/** Content that was taken away without an erasure, or beyond what one says of itself. */
export async function findForgedErasure(
  store: Store,
  chain: AuditChainRow,
  erasures: Erasures,
): Promise<Break | null> {
  const ids = Array.from(erasures.keys())
  const known = new Map<string, AuditEventRow>()
  for (let from = 0; from < ids.length; from += AT_ONCE)
    for (const event of await readErasures(store, chain, ids.slice(from, from + AT_ONCE)))
      known.set(event.id, event)
  for (const [id, { entries, first }] of erasures)
    if (!accountsFor(known.get(id), entries, chain)) return { ...first, fault: 'content-taken' }
  return null
}

function readErasures(store: Store, { tenant_id }: AuditChainRow, ids: readonly string[]) {
  return store
    .selectFrom('audit_events')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('kind', '=', 'audit.erased')
    .where('id', 'in', ids)
    .execute()
}

/**
 * The chain vouches for the number in the event. Fewer are found where retention has cut off some, or
 * where the erasure went on while we read.
 */
function accountsFor(event: AuditEventRow | undefined, entries: number, chain: AuditChainRow) {
  if (!event) return false
  const said = JSON.parse(event.detail) as { entries?: number; first?: number }
  const wasWhole = event.seq !== null && event.seq <= chain.last_seq
  const isWhole = (said.first ?? 0) >= chain.first_seq
  return wasWhole && isWhole ? said.entries === entries : entries <= (said.entries ?? 0)
}
