import { sql } from 'kysely'
import { recordEvents } from '../audit/index.ts'
import type { Store, Tables } from '../store/index.ts'

const DAY_MS = 24 * 3_600_000

/** Where calls to numbers that were not verified lately can be blocked. */
export type BlockScope = 'prefix' | 'country' | 'tenant'

export interface NewBlock {
  readonly tenantId: string
  readonly scope: BlockScope
  readonly subject: string
  /** The rule that was full, or `breaker`. */
  readonly reason: string
  readonly at: number
  readonly firstMs: number
  readonly mostMs: number
}

export interface Block {
  readonly until: number
  /** False: somebody else was first, and it stands already. */
  readonly isNew: boolean
}

/**
 * Begins a block, twice as long as the one before it when that ended less than a day ago. One
 * statement, so that refusals in parallel make one block of them.
 */
export async function beginBlock(store: Store, block: NewBlock): Promise<Block> {
  return store.transaction().execute(async (within) => {
    const begun = await upsertBlock(within, block)
    if (begun === null) return { until: await standingUntil(within, block), isNew: false }
    const { tenantId, scope, subject, reason, at } = block
    const detail = { scope, reason, until: begun }
    await recordEvents(within, [
      { tenantId, at, kind: 'calls.blocked', actor: 'guard', about: subject, detail },
    ])
    return { until: begun, isNew: true }
  })
}

async function upsertBlock(within: Store, block: NewBlock): Promise<number | null> {
  const { tenantId, scope, subject, reason, at, firstMs, mostMs } = block
  const big = (value: number) => sql<number>`cast(${value} as bigint)`
  const doubled = sql<number>`case
    when blocks.until + ${big(DAY_MS)} <= ${big(at)} then ${big(firstMs)}
    when blocks.length_ms * 2 > ${big(mostMs)} then ${big(mostMs)}
    else blocks.length_ms * 2 end`
  const row = await within
    .insertInto('blocks')
    .values({
      ...{ tenant_id: tenantId, scope, subject, reason },
      ...{ since: at, until: at + firstMs, length_ms: firstMs },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'scope', 'subject'])
        .doUpdateSet({
          ...{ reason, since: at, length_ms: doubled },
          until: sql<number>`${big(at)} + (${doubled})`,
        })
        .where('blocks.until', '<=', at),
    )
    .returning('until')
    .executeTakeFirst()
  return row?.until ?? null
}

async function standingUntil(within: Store, { tenantId, scope, subject, at }: NewBlock) {
  const row = await within
    .selectFrom('blocks')
    .select('until')
    .where('tenant_id', '=', tenantId)
    .where('scope', '=', scope)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.until ?? at
}

export type StandingBlock = Tables['blocks']

/** Blocks that stand now, the longest first. */
export function standingBlocks(store: Store, now: number): Promise<StandingBlock[]> {
  return store
    .selectFrom('blocks')
    .selectAll()
    .where('until', '>', now)
    .orderBy('until', 'desc')
    .execute()
}
