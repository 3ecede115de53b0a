import type { AuditChainRow, Store } from '../store/index.ts'
import { isGenuine, newChain, readChain } from './chain.ts'
import { type Erasures, findForgedErasure, noteErasure } from './erasures.ts'
import { judgeEntry } from './judge-entry.ts'
import type { AuditParts } from './parts.ts'
import { readEntries } from './read-entries.ts'

export const faults = {
  missing: 'it is missing',
  changed: 'it was changed, or put where another one was',
  'content-changed': 'what it says was changed',
  'content-taken': 'what it says was taken away, and no erasure accounts for that',
  'end-forged': 'beginning or end of the log were moved, not by the service',
  'not-ours': 'it stands after the end of the log; the service did not put it there',
  'not-the-noted': 'it is not the entry that was noted',
  gone: 'there is no log at all',
} as const

export type Fault = keyof typeof faults

/** The first entry that is not as it was written. */
export interface Break {
  readonly seq: number
  readonly id: string | null
  readonly fault: Fault
}

export interface Verdict {
  readonly tenantId: string
  readonly valid: boolean
  readonly entries: number
  readonly firstSeq: number
  readonly lastSeq: number
  /** Of the last entry. Noted elsewhere, it shows later that nothing before it was replaced. */
  readonly hash: string
  /** Too young to be in the chain. */
  readonly unsealed: number
  readonly broken: Break | null
}

/** An entry whose hash somebody wrote down. */
export interface Noted {
  readonly seq: number
  readonly hash: string
}

/** Retention or an erasure may move things while we read: then what we saw is no proof. */
const TRIES = 3

/** Reads a tenant's whole log and says where it is broken first. */
export async function verifyChain(
  parts: AuditParts,
  tenantId: string,
  noted: Noted | null = null,
): Promise<Verdict> {
  for (let tries = 1; ; tries++) {
    const chain = await readChain(parts.store, tenantId)
    const broken = await findBreak(parts, { tenantId, chain, noted })
    if (broken && tries < TRIES && (await wasMoved(parts.store, tenantId, chain))) continue
    return toVerdict(parts.store, chain ?? newChain(tenantId), broken)
  }
}

async function wasMoved(store: Store, tenantId: string, chain: AuditChainRow | null) {
  return (await readChain(store, tenantId))?.first_seq !== chain?.first_seq
}

interface Log {
  readonly tenantId: string
  readonly chain: AuditChainRow | null
  readonly noted: Noted | null
}

async function findBreak(parts: AuditParts, { tenantId, chain, noted }: Log) {
  const { store, auditKey } = parts
  if (!chain) return findWithoutChain(store, tenantId)
  const erasures: Erasures = new Map()
  return (
    (await findBrokenEntry(parts, chain, { noted, erasures })) ??
    (isGenuine(auditKey, chain) ? null : at(chain.last_seq, 'end-forged')) ??
    (await findForgedErasure(store, chain, erasures)) ??
    (await findBeyondEnd(store, tenantId)) ??
    judgeNoted(chain, noted)
  )
}

async function findBrokenEntry(
  { store, clock }: AuditParts,
  chain: AuditChainRow,
  { noted, erasures }: { noted: Noted | null; erasures: Erasures },
): Promise<Break | null> {
  let seq = chain.first_seq
  let previous = chain.first_previous
  const { tenant_id: tenantId, last_seq: upTo } = chain
  for await (const page of readEntries(store, { tenantId, after: seq - 1, upTo }))
    for (const entry of page) {
      if (entry.seq !== seq) return at(seq, 'missing')
      const fault = judgeEntry(entry, { previous, now: clock.now() })
      if (fault) return { seq, id: entry.id, fault }
      if (noted !== null && noted.seq === seq && noted.hash !== entry.hash)
        return { seq, id: entry.id, fault: 'not-the-noted' }
      noteErasure(erasures, entry)
      previous = entry.hash
      seq += 1
    }
  if (seq <= upTo) return at(seq, 'missing')
  return previous === chain.last_hash ? null : at(upTo, 'changed')
}

/** A new tenant's first events are not sealed yet; but they are there. */
async function findWithoutChain(store: Store, tenantId: string): Promise<Break | null> {
  const { sealed, all } = await store
    .selectFrom('audit_events')
    .select(({ fn }) => [fn.count<number>('seq').as('sealed'), fn.countAll<number>().as('all')])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  if (Number(all) === 0) return at(1, 'gone')
  return Number(sealed) > 0 ? at(1, 'end-forged') : null
}

async function findBeyondEnd(store: Store, tenantId: string): Promise<Break | null> {
  const row = await store
    .selectFrom('audit_events')
    .innerJoin('audit_chains', 'audit_chains.tenant_id', 'audit_events.tenant_id')
    .select(['audit_events.id', 'audit_events.seq'])
    .where('audit_events.tenant_id', '=', tenantId)
    .whereRef('audit_events.seq', '>', 'audit_chains.last_seq')
    .orderBy('audit_events.seq')
    .limit(1)
    .executeTakeFirst()
  return row ? { seq: row.seq ?? 0, id: row.id, fault: 'not-ours' } : null
}

/** Whoever puts back an older state of the whole log, seal and all, cannot put back what was noted. */
function judgeNoted(chain: AuditChainRow, noted: Noted | null): Break | null {
  if (!noted || noted.seq <= chain.last_seq) return null
  return at(chain.last_seq + 1, 'missing')
}

async function toVerdict(
  store: Store,
  chain: Pick<AuditChainRow, 'tenant_id' | 'first_seq' | 'last_seq' | 'last_hash'>,
  broken: Break | null,
): Promise<Verdict> {
  const { tenant_id: tenantId, first_seq: firstSeq, last_seq: lastSeq, last_hash: hash } = chain
  const { unsealed } = await store
    .selectFrom('audit_events')
    .select((row) => row.fn.countAll<number>().as('unsealed'))
    .where('tenant_id', '=', tenantId)
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow()
  const entries = lastSeq - firstSeq + 1
  const range = { entries, firstSeq, lastSeq, hash }
  return { tenantId, valid: broken === null, ...range, unsealed: Number(unsealed), broken }
}

const at = (seq: number, fault: Fault): Break => ({ seq, id: null, fault })
