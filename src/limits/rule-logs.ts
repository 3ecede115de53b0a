import { isEnforced, type Rule } from './rule.ts'

/**
 * Rules that count the same of the same subjects over windows of different lengths count in one log:
 * five rules on calls to a number are one entry of each call, not five. A log is named after what it
 * holds, so that rules may come and go and nobody's count begins anew.
 */
export function withLogs(rules: readonly Rule[]): readonly Rule[] {
  const stays = new Map<string, number>()
  for (const rule of rules.filter(canShare)) {
    const name = logName(rule)
    stays.set(name, Math.max(stays.get(name) ?? 0, rule.windowSeconds))
  }
  return rules.map((rule) => {
    const name = logName(rule)
    return canShare(rule) ? { ...rule, log: { name, staysSeconds: stays.get(name) ?? 0 } } : rule
  })
}

/**
 * Not a shadow, which leaves out what it would refuse; not what counts a name once in each window; not a
 * sum, which would be added up again for each shorter window.
 */
function canShare(rule: Rule): boolean {
  const isPlain = rule.counts !== 'distinct-numbers' && rule.counts !== 'spend'
  return isPlain && isEnforced(rule) && rule.sharesWith === undefined
}

const logName = ({ subject, counts, only }: Rule) =>
  [counts, subject, only].filter(Boolean).join('.')
