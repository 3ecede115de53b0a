import { fault, type LimitFault, twice } from './limit-fault.ts'
import type { LimitSet, Override } from './limit-set.ts'
import type { Rule } from './rule.ts'
import { quotaFault } from './rule-faults.ts'

/** Overrides of rules that there are, each once, which a tenant can have for itself. */
export function faultsOfOverrides({ rules, overrides }: LimitSet): LimitFault[] {
  const own = overrides.flatMap((override, index) => {
    const rule = rules.find(({ name }) => name === override.rule)
    const found = rule ? faultOf(override, rule) : (['rule', 'must be the name of a rule'] as const)
    return found ? fault(`/overrides/${index}/${found[0]}`, found[1]) : []
  })
  const names = overrides.map(({ tenant, rule }) => `${tenant} ${rule}`)
  const doubles = twice(names).flatMap((index) => fault(`/overrides/${index}`, 'is there already'))
  return [...own, ...doubles]
}

function faultOf({ quota, until }: Override, rule: Rule): readonly [string, string] | null {
  if (isForAll(rule)) return ['rule', 'must be one that is held against a tenant or its users']
  if (until !== undefined && Number.isNaN(Date.parse(until)))
    return ['until', 'must be a moment such as 2023-07-19T00:00:00+02:00']
  return quotaFault(quota, rule.counts)
}

/** Held against everybody together, against an address before there is a tenant, or no count at all. */
function isForAll({ subject, counts }: Rule): boolean {
  return (
    subject === 'global' ||
    subject === 'carrier' ||
    counts === 'wrong-pairing-codes' ||
    counts === 'stops'
  )
}
