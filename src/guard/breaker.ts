import type { Store } from '../store/index.ts'
import { type BlockScope, beginBlock } from './blocks.ts'
import type { GuardParts } from './parts.ts'
import { raiseAlarm } from './raise-alarm.ts'
import { operatorsOf } from './spend-watch.ts'
import { type Share, type ShareScope, scopesEndedSince, verifiedShare } from './verified-share.ts'

const DAY_MS = 24 * 3_600_000
const LONGEST_BLOCK_MS = 12 * 3_600_000
/** Rows become visible a little after the moment that they bear. */
const OVERLAP_MS = 5_000

export interface Breaker {
  /** Looks at what changed since the last look. */
  look(): Promise<void>
}

/**
 * Trips where of the challenges that ended too few were verified: whoever pumps calls never types a
 * code. Then numbers that were not verified lately are not called for a while, and after that a new
 * sample decides. A carrier is never blocked, but somebody has to look at it.
 */
export function createBreaker(parts: GuardParts): Breaker {
  let lookedAt = parts.clock.now()

  return {
    async look() {
      const now = parts.clock.now()
      const { scopes } = parts.limits.set.breaker
      const since = lookedAt - OVERLAP_MS
      const changed = scopes.length > 0 ? await scopesEndedSince(parts.store, since) : []
      for (const one of changed) if (scopes.includes(one.scope)) await judge(parts, one, now)
      lookedAt = now
    },
  }
}

async function judge(parts: GuardParts, one: ShareScope, now: number) {
  const { calls, least, below } = parts.limits.set.breaker
  const since = Math.max(now - DAY_MS, await lastBlockEnd(parts.store, one))
  if (since > now) return
  const share = await verifiedShare(parts.store, one, { since, most: calls })
  if (share.ended < least || share.verified >= below * share.ended) return
  await trip(parts, one, share)
}

async function trip(parts: GuardParts, one: ShareScope, { ended, verified }: Share) {
  const { scope, subject } = one
  const at = parts.clock.now()
  const firstMs = parts.limits.set.breaker.forSeconds * 1000
  const tenants = scope === 'carrier' ? await operatorsOf(parts) : [one.tenantId]
  for (const tenantId of tenants) {
    if (scope !== 'carrier') {
      const mostMs = Math.max(firstMs, LONGEST_BLOCK_MS)
      const block = { tenantId, scope: scope as BlockScope, subject, reason: 'breaker', at }
      await beginBlock(parts.store, { ...block, firstMs, mostMs })
    }
    const detail = { scope, ended, verified }
    const alarm = { tenantId, kind: 'breaker', subject: `${scope}:${subject}`, detail } as const
    await raiseAlarm(parts, alarm)
  }
}

/** What was seen before a block does not trip it again. */
async function lastBlockEnd(store: Store, { scope, tenantId, subject }: ShareScope) {
  const row = await store
    .selectFrom('blocks')
    .select('until')
    .where('tenant_id', '=', tenantId)
    .where('scope', '=', scope)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.until ?? 0
}
