import { type Charge, isSummed } from '../limits/index.ts'
import type { Alarm } from './alarm.ts'
import { standingBlocks } from './blocks.ts'
import { openAlarms } from './list-alarms.ts'
import type { GuardParts } from './parts.ts'
import { endAlarm } from './raise-alarm.ts'
import { verifiedShare } from './verified-share.ts'

const DAY_MS = 24 * 3_600_000

type Unusual = ReadonlyMap<string, ReadonlySet<string>>
type IsOver = (parts: GuardParts, alarm: Alarm, seen: Seen) => boolean | Promise<boolean>

interface Seen {
  readonly unusual: Unusual
  /** `tenant scope subject` of the blocks that stand. */
  readonly blocked: ReadonlySet<string>
}

const isOver: { readonly [K in Alarm['kind']]: IsOver } = {
  spend: async (parts, alarm) => !(await isSpent(parts, alarm)),
  breaker: async (parts, { tenantId, subject }, { blocked }) => {
    const [scope = '', ...rest] = subject.split(':')
    if (scope === 'carrier') return !(await isCarrierLow(parts, rest.join(':')))
    return !blocked.has(`${tenantId} ${scope} ${rest.join(':')}`)
  },
  'prefix-blocked': (_parts, { tenantId, subject }, { blocked }) =>
    !blocked.has(`${tenantId} prefix ${subject}`),
  'verified-share': (_parts, { tenantId, kind }, { unusual }) => !unusual.get(kind)?.has(tenantId),
  'wrong-codes': (_parts, { tenantId, kind }, { unusual }) => !unusual.get(kind)?.has(tenantId),
}

/** Ends the alarms whose cause is gone. */
export async function endAlarms(parts: GuardParts, unusual: Unusual): Promise<void> {
  const open = await openAlarms(parts.store)
  if (open.length === 0) return
  const blocks = await standingBlocks(parts.store, parts.clock.now())
  const blocked = new Set(
    blocks.map(({ tenant_id, scope, subject }) => `${tenant_id} ${scope} ${subject}`),
  )
  for (const alarm of open)
    if (await isOver[alarm.kind](parts, alarm, { unusual, blocked })) await endAlarm(parts, alarm)
}

async function isSpent({ limits, limiter }: GuardParts, { tenantId, subject }: Alarm) {
  const [name = '', percent = '0'] = subject.split(':')
  const rule = limits.set.bookOf(tenantId).rules.find((one) => one.name === name)
  if (!rule || !isSummed(rule)) return false
  const whose = rule.subject === 'global' ? '{global}' : `{${tenantId}}`
  const charge: Charge = { limit: rule, subject: whose, amount: 0 }
  const [standing] = await limiter.peek([charge])
  const used = rule.quota - (standing?.remaining ?? 0)
  // A little less than the level, so that it does not go on and off at every call.
  return used >= (Number(percent) / 100) * rule.quota * 0.9
}

async function isCarrierLow({ store, clock, limits }: GuardParts, carrier: string) {
  const { calls, least, below } = limits.set.breaker
  const scope = { scope: 'carrier', tenantId: '', subject: carrier } as const
  const since = clock.now() - DAY_MS
  const { ended, verified } = await verifiedShare(store, scope, { since, most: calls })
  return ended >= least && verified < below * ended
}
