import type { Override } from './limit-set.ts'
import type { Rule } from './rule.ts'

/** Rules with quotas of a tenant's own. Those that share with one grow and shrink with it. */
export function withQuotas(
  rules: readonly Rule[],
  overrides: readonly Pick<Override, 'rule' | 'quota'>[],
): readonly Rule[] {
  const quotas = new Map(overrides.map(({ rule, quota }) => [rule, quota]))
  const times = (name: string) => {
    const whole = rules.find((rule) => rule.name === name)
    const quota = quotas.get(name)
    return whole && quota !== undefined ? quota / whole.quota : 1
  }
  return rules.map((rule) => {
    const own = quotas.get(rule.name)
    if (own !== undefined) return { ...rule, quota: own }
    const grown = rule.sharesWith === undefined ? 1 : times(rule.sharesWith)
    return grown === 1 ? rule : { ...rule, quota: scaled(rule, grown) }
  })
}

/** No part of a cent, and nothing but whole calls. */
function scaled({ counts, quota }: Rule, times: number): number {
  return counts === 'spend'
    ? Math.round(quota * times * 100) / 100
    : Math.max(1, Math.floor(quota * times))
}
