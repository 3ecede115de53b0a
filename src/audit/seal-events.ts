import { type Compilable, sql } from 'kysely'
import { byTwos } from '../platform/database/by-twos.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import type { AuditChainRow, AuditEventRow, Store } from '../store/index.ts'
import { type Chain, isGenuine, lockLog, newChain, readChain, writeChain } from './chain.ts'
import { digestContent, drawSalt, hashEntry } from './entry-hash.ts'
import type { AuditParts } from './parts.ts'

const BATCH = 256
/** So that one tenant's backlog does not keep the others waiting. */
const BATCHES_MOST = 20
const LOOK_AT_MOST = 5000

/** What a measure may know of an event. */
export type SealedEvent = Pick<AuditEventRow, 'kind' | 'detail'>

export interface Sealed {
  readonly events: readonly SealedEvent[]
  /** Tenants whose chain is not as we left it: nothing is added to it until somebody has looked. */
  readonly broken: readonly string[]
}

/**
 * Gives every event that has none its place in the chain of its tenant. Any number of instances may
 * do so at once. What commits late is found the next time: no event is passed over, in whatever order
 * they come (`test/security/audit-completeness.test.ts`).
 */
export async function sealEvents(parts: AuditParts): Promise<Sealed> {
  const broken: string[] = []
  const events: SealedEvent[] = []
  for (const tenantId of await findUnsealed(parts.store)) {
    const sealed = await sealTenant(parts, tenantId)
    if (sealed === 'broken') broken.push(tenantId)
    else events.push(...sealed)
  }
  return { events, broken }
}

async function findUnsealed(store: Store) {
  const rows = await store
    .selectFrom((from) =>
      from
        .selectFrom('audit_events')
        .select('tenant_id')
        .where('seq', 'is', null)
        .limit(LOOK_AT_MOST)
        .as('unsealed'),
    )
    .select('tenant_id')
    .distinct()
    .execute()
  return rows.map(({ tenant_id }) => tenant_id)
}

async function sealTenant(parts: AuditParts, tenantId: string) {
  const events: SealedEvent[] = []
  for (let batch = 0; batch < BATCHES_MOST; batch++) {
    const sealed = await sealBatch(parts, tenantId)
    if (sealed === 'broken') return sealed
    events.push(...sealed)
    if (sealed.length < BATCH) break
  }
  return events
}

function sealBatch({ store, auditKey }: AuditParts, tenantId: string) {
  return store.transaction().execute(async (within) => {
    if (!(await lockLog(within, tenantId))) return []
    const known = await readChain(within, tenantId)
    if (!(await isAsWeLeftIt(within, { tenantId, auditKey, chain: known })))
      return 'broken' as const
    const rows = await readUnsealed(within, tenantId)
    if (rows.length === 0) return []
    const { links, chain } = append(known ?? newChain(tenantId), rows)
    await inOneTrip(within, [...sealAll(within, links), writeChain(within, auditKey, chain)])
    return rows
  })
}

interface Found {
  readonly tenantId: string
  readonly auditKey: Buffer
  readonly chain: AuditChainRow | null
}

/** We would hide it if we went on from an end that somebody else has set. */
async function isAsWeLeftIt(within: Store, { tenantId, auditKey, chain }: Found) {
  if (chain) return isGenuine(auditKey, chain)
  const sealed = await within
    .selectFrom('audit_events')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', 0)
    .limit(1)
    .executeTakeFirst()
  return sealed === undefined
}

function readUnsealed(within: Store, tenantId: string) {
  return within
    .selectFrom('audit_events')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

interface Link {
  readonly id: string
  readonly seq: number
  readonly salt: string
  readonly digest: string
  readonly hash: string
}

function append(chain: Chain, rows: readonly AuditEventRow[]) {
  let [seq, hash] = [chain.last_seq, chain.last_hash]
  const links = rows.map((row): Link => {
    const salt = drawSalt()
    const digest = digestContent(salt, row)
    seq += 1
    hash = hashEntry(hash, { ...row, seq, digest })
    return { id: row.id, seq, salt, digest, hash }
  })
  return { links, chain: { ...chain, last_seq: seq, last_hash: hash } }
}

const sealAll = byTwos(BATCH, sealing)

function sealing(within: Store, links: readonly Link[]): Compilable {
  const rows = links.map(
    ({ id, seq, salt, digest, hash }) =>
      sql`(cast(${id} as text), cast(${seq} as bigint), cast(${salt} as text), cast(${digest} as text), cast(${hash} as text))`,
  )
  const statement = sql`
    with sealed (id, seq, salt, digest, hash) as (values ${sql.join(rows)})
    update audit_events
       set seq = sealed.seq, salt = sealed.salt, digest = sealed.digest, hash = sealed.hash
      from sealed
     where audit_events.id = sealed.id and audit_events.seq is null`
  return { compile: () => statement.compile(within) }
}
