import { findOperator } from '../accounts/index.ts'
import { isSummed, type Rule, type Standing, type TakeResult } from '../limits/index.ts'
import type { GuardParts } from './parts.ts'
import { raiseAlarm } from './raise-alarm.ts'

/** What was seen is not looked up again so soon; another instance may have ended the alarm. */
const SEEN_MS = 60_000

export interface SpendWatch {
  /** How full the caps are, now that a call was charged to them. */
  note(tenantId: string, standings: readonly Standing[]): void
  /** A cap had no room: a part of it that was not reached to the cent counts as reached. */
  noteRefused(tenantId: string, refusal: Extract<TakeResult, { taken: false }>): void
  settle(): Promise<void>
}

/** Raises the alarms on spend, beside the calls that lead to them. */
export function createSpendWatch(parts: GuardParts): SpendWatch {
  const seen = new Map<string, number>()
  let raising: Promise<void> = Promise.resolve()

  function raise(tenantId: string, rule: Rule, level: number) {
    const isGlobal = rule.subject === 'global'
    const key = `${isGlobal ? '' : tenantId} ${rule.name} ${level}`
    const now = parts.clock.now()
    if ((seen.get(key) ?? 0) > now) return
    seen.set(key, now + SEEN_MS)
    const alarm = {
      ...{ tenantId, rule: rule.name, level, capMicros: rule.quota },
      isGlobal,
    }
    raising = raising
      .then(() => raiseSpend(parts, alarm))
      .catch((error: Error) => {
        seen.delete(key)
        parts.log.error({ error: error.message }, 'alarm not raised')
      })
  }

  return {
    note(tenantId, standings) {
      for (const { limit, remaining } of standings) {
        const rule = limit as Rule
        if (!isCap(rule)) continue
        for (const level of parts.limits.set.alarms.spendAt)
          if (rule.quota - remaining >= level * rule.quota) raise(tenantId, rule, level)
      }
    },
    noteRefused(tenantId, { refusedBy, standings }) {
      const full = refusedBy.limit as Rule
      if (!isSummed(full)) return
      const cap = standings
        .map(({ limit }) => limit as Rule)
        .find(({ name }) => name === (full.sharesWith ?? full.name))
      if (!cap) return
      for (const level of parts.limits.set.alarms.spendAt)
        if (level * cap.quota <= full.quota) raise(tenantId, cap, level)
    },
    settle: () => raising,
  }
}

/** The whole cap, of which the rules that brake before it are parts. */
const isCap = (rule: Rule) => isSummed(rule) && rule.only === undefined && rule.mode !== 'shadow'

interface Spend {
  readonly tenantId: string
  readonly rule: string
  readonly level: number
  readonly capMicros: number
  readonly isGlobal: boolean
}

async function raiseSpend(
  parts: GuardParts,
  { tenantId, rule, level, capMicros, isGlobal }: Spend,
) {
  const subject = `${rule}:${Math.round(level * 100)}`
  const detail = { rule, percent: Math.round(level * 100), capMicros }
  const tenants = isGlobal ? await operatorsOf(parts) : [tenantId]
  for (const one of tenants)
    await raiseAlarm(parts, { tenantId: one, kind: 'spend', subject, detail })
}

/** Whom the whole service belongs to. */
export async function operatorsOf({ store }: Pick<GuardParts, 'store'>): Promise<string[]> {
  const operator = await findOperator(store)
  return operator === null ? [] : [operator]
}
