import { sql } from 'kysely'
import { wrongCodesPerChallenge } from '../limits/index.ts'
import type { Store } from '../store/index.ts'
import type { GuardParts } from './parts.ts'
import { raiseAlarm } from './raise-alarm.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Fewer say nothing. */
const ENDED_LEAST = 20
const CHECKS_LEAST = 100

/** What of each tenant is unusual now, by the kind of alarm. */
export async function watchShares(parts: GuardParts): Promise<ReadonlyMap<string, Set<string>>> {
  const { verifiedShareBelow, wrongCodesAbove } = parts.limits.set.alarms
  const now = parts.clock.now()
  const [lastHour, lastWeek, lastMinutes] = [
    await countEnded(parts.store, now - HOUR_MS),
    await countEnded(parts.store, now - 7 * DAY_MS),
    await countChecks(parts.store, now - 10 * MINUTE_MS),
  ]
  const low = new Set<string>()
  for (const [tenantId, { ended, verified }] of lastHour) {
    const usual = lastWeek.get(tenantId)
    if (!usual || ended < ENDED_LEAST) continue
    const [share, mean] = [verified / ended, usual.verified / usual.ended]
    if (share >= verifiedShareBelow * mean) continue
    low.add(tenantId)
    const detail = { percent: percent(share), usualPercent: percent(mean) }
    await raiseAlarm(parts, { tenantId, kind: 'verified-share', subject: 'tenant', detail })
  }
  const wrong = new Set<string>()
  for (const [tenantId, counted] of lastMinutes) {
    const checks = counted.wrong + counted.right
    if (checks < CHECKS_LEAST || counted.wrong <= wrongCodesAbove * checks) continue
    wrong.add(tenantId)
    const detail = { percent: percent(counted.wrong / checks), checks }
    await raiseAlarm(parts, { tenantId, kind: 'wrong-codes', subject: 'tenant', detail })
  }
  return new Map([
    ['verified-share', low],
    ['wrong-codes', wrong],
  ])
}

const percent = (share: number) => Math.round(share * 100)

/** Challenges that ended since then, of each tenant. */
async function countEnded(store: Store, since: number) {
  const rows = await store
    .selectFrom('challenges')
    .select(({ fn }) => ['tenant_id', 'status', fn.countAll<number | string>().as('n')])
    .where('status', 'in', ['approved', 'expired', 'exhausted', 'cancelled', 'reported'])
    .where('expires_at', '>', since)
    .groupBy(['tenant_id', 'status'])
    .execute()
  const counted = new Map<string, { ended: number; verified: number }>()
  for (const { tenant_id: tenantId, status, n } of rows) {
    const { ended, verified } = counted.get(tenantId) ?? { ended: 0, verified: 0 }
    const right = status === 'approved' ? Number(n) : 0
    counted.set(tenantId, { ended: ended + Number(n), verified: verified + right })
  }
  return counted
}

/** Codes that were looked at in challenges of lately: what a challenge has left tells the wrong ones. */
async function countChecks(store: Store, since: number) {
  const rows = await store
    .selectFrom('challenges')
    .select([
      'tenant_id',
      sql<number | string>`sum(${sql.lit(wrongCodesPerChallenge)} - attempts_left)`.as('wrong'),
      sql<number | string>`sum(case when status = 'approved' then 1 else 0 end)`.as('right'),
    ])
    .where('status', 'in', ['open', 'approved', 'expired', 'exhausted', 'cancelled', 'reported'])
    .where('expires_at', '>', since)
    .groupBy('tenant_id')
    .execute()
  return new Map(
    rows.map(({ tenant_id, wrong, right }) => [
      tenant_id,
      { wrong: Number(wrong), right: Number(right) },
    ]),
  )
}
