import { fault, type LimitFault, twice } from './limit-fault.ts'
import type { LimitSet, Override } from './limit-set.ts'
import type { Rule } from './rule.ts'
import { type Found, quotaFault } from './rule-faults.ts'

const noSuchRule: Found = ['rule', { kind: 'no-such-rule' }]

/** Overrides of rules that there are, each once, which a tenant can have for itself. */
export function faultsOfOverrides({ rules, overrides }: LimitSet): LimitFault[] {
  const own = overrides.flatMap((override, index) => {
    const rule = rules.find(({ name }) => name === override.rule)
    const found = rule ? faultOf(override, rule) : noSuchRule
    return found ? fault(`/overrides/${index}/${found[0]}`, found[1]) : []
  })
  const names = overrides.map(({ tenant, rule }) => `${tenant} ${rule}`)
  const doubles = twice(names).flatMap((index) => fault(`/overrides/${index}`, { kind: 'twice' }))
  return [...own, ...doubles]
}

function faultOf({ quota, until }: Override, rule: Rule): Found | null {
  if (isForAll(rule)) return ['rule', { kind: 'not-of-a-tenant' }]
  if (until !== undefined && Number.isNaN(Date.parse(until)))
    return ['until', { kind: 'no-moment' }]
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
