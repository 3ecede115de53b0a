import type { Store } from '../store/index.ts'
import { type Chain, isGenuine, lockLog, readChain, writeChain } from './chain.ts'
import { blank } from './entry-hash.ts'
import type { AuditParts } from './parts.ts'
import { BY_RETENTION, callKinds, defaultRetention, type Retention } from './retention.ts'

const BATCH = 1000

/**
 * Takes away the content of entries about calls after their time, and whole entries after theirs: the
 * chain then begins later, and holds from there on. In short transactions, for any number of
 * instances; cheap when there is nothing to do.
 */
export async function forgetOld(
  parts: AuditParts,
  retention: Retention = defaultRetention,
): Promise<void> {
  const chains = await parts.store.selectFrom('audit_chains').select('tenant_id').execute()
  for (const { tenant_id: tenantId } of chains)
    for (const step of [clearCalls, cutBeginning]) {
      const before = parts.clock.now() - retention[step.keptFor]
      while (await takeStep(parts, { tenantId, step, before })) {}
    }
}

interface Step {
  readonly keptFor: keyof Retention
  /** The entry up to which everything has been dealt with. */
  doneTo(chain: Chain): number
  /** The chain when all up to an entry has been dealt with as well. */
  moved(chain: Chain, last: Last): Chain
  /** The chain has been moved; now what it passed over goes. */
  carryOut(within: Store, tenantId: string, passed: Passed): Promise<unknown>
}

interface Last {
  readonly seq: number
  readonly hash: string
}

interface Passed {
  readonly after: number
  readonly upTo: number
}

const clearCalls: Step = {
  keptFor: 'callDetailMs',
  doneTo: ({ calls_cleared_to }) => calls_cleared_to,
  moved: (chain, { seq }) => ({ ...chain, calls_cleared_to: seq }),
  carryOut: (within, tenantId, { after, upTo }) =>
    within
      .updateTable('audit_events')
      .set({ ...blank, erased_by: BY_RETENTION })
      .where('tenant_id', '=', tenantId)
      .where('seq', '>', after)
      .where('seq', '<=', upTo)
      .where('kind', 'in', callKinds)
      .where('erased_by', 'is', null)
      .execute(),
}

const cutBeginning: Step = {
  keptFor: 'entriesMs',
  doneTo: ({ first_seq }) => first_seq - 1,
  moved: (chain, { seq, hash }) => ({ ...chain, first_seq: seq + 1, first_previous: hash }),
  carryOut: (within, tenantId, { upTo }) =>
    within
      .deleteFrom('audit_events')
      .where('tenant_id', '=', tenantId)
      .where('seq', '<=', upTo)
      .execute(),
}

interface Task {
  readonly tenantId: string
  readonly step: Step
  readonly before: number
}

/** A batch; true when there may be more to do. */
function takeStep({ store, auditKey }: AuditParts, { tenantId, step, before }: Task) {
  return store.transaction().execute(async (within) => {
    if (!(await lockLog(within, tenantId))) return false
    const chain = await readChain(within, tenantId)
    if (!chain || !isGenuine(auditKey, chain)) return false
    const after = step.doneTo(chain)
    const last = await findLast(within, tenantId, { after, before })
    if (!last) return false
    await writeChain(within, auditKey, step.moved(chain, last)).execute()
    await step.carryOut(within, tenantId, { after, upTo: last.seq })
    return true
  })
}

/** The last of the next entries that are all from before a moment. */
async function findLast(
  within: Store,
  tenantId: string,
  { after, before }: { after: number; before: number },
): Promise<Last | null> {
  const rows = await within
    .selectFrom('audit_events')
    .select(['seq', 'hash', 'at'])
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(BATCH)
    .execute()
  const newer = rows.findIndex(({ at }) => at >= before)
  const last = rows.at(newer === -1 ? rows.length - 1 : newer - 1)
  if (newer === 0 || last === undefined) return null
  return { seq: last.seq ?? 0, hash: last.hash ?? '' }
}
