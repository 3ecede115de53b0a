import { fault, type LimitFault, type Said, twice } from './limit-fault.ts'
import { type Counted, isEnforced, type Rule, type RuleSubject } from './rule.ts'

const ofCalls: readonly RuleSubject[] = [
  ...(['number', 'prefix', 'country', 'user', 'ip', 'ip-network'] as const),
  ...(['tenant', 'carrier', 'global'] as const),
]
const ofLogins: readonly RuleSubject[] = ['login', 'login-ip', 'ip', 'ip-network']

/** Against whom each thing can be held: of others it is not known when it happens. */
export const subjectsOf: { readonly [C in Counted]: readonly RuleSubject[] } = {
  calls: ofCalls,
  'unverified-calls': ofCalls,
  'distinct-numbers': ofCalls.filter((subject) => subject !== 'number'),
  spend: ofCalls,
  'in-flight': ['number', 'tenant', 'global'],
  'wrong-codes': ['factor', 'user', 'ip', 'ip-network'],
  'wrong-keys': ['number'],
  'wrong-pairing-codes': ['ip'],
  'wrong-passwords': ofLogins,
  'password-resets': ofLogins,
  stops: ['number'],
}

/** Whose figures the product reads by name. */
const needed: readonly Pick<Rule, 'name' | 'counts'>[] = [
  { name: 'stopped', counts: 'stops' },
  { name: 'wrong-keys-24h', counts: 'wrong-keys' },
]

const isOfCalls = ({ counts }: Rule) => subjectsOf[counts].includes('prefix')
const blocked: readonly RuleSubject[] = ['prefix', 'country', 'tenant']

/** What is wrong, and with which member. */
export type Found = readonly [member: string, said: Said]
type Check = (rule: Rule, all: readonly Rule[]) => Found | null

const checks: readonly Check[] = [
  ({ subject, counts }) => {
    const subjects = subjectsOf[counts]
    if (subjects.includes(subject)) return null
    return ['subject', { kind: 'other-subjects', subjects, counts }]
  },
  ({ quota, counts }) => quotaFault(quota, counts),
  (rule) => (rule.only && !isOfCalls(rule) ? ['only', { kind: 'not-of-calls' }] : null),
  (rule) =>
    rule.block && !(isOfCalls(rule) && blocked.includes(rule.subject))
      ? ['block', { kind: 'not-blockable' }]
      : null,
  ({ block }) =>
    block && block.mostSeconds < block.firstSeconds
      ? ['block/mostSeconds', { kind: 'shorter-than-first' }]
      : null,
  (rule, all) => (rule.sharesWith === undefined ? null : sharingFault(rule, all)),
]

export function faultsOfRules(rules: readonly Rule[]): LimitFault[] {
  const names = rules.map(({ name }) => name)
  const doubles = twice(names).flatMap((index) =>
    fault(`/rules/${index}/name`, { kind: 'name-taken' }),
  )
  const own = rules.flatMap((rule, index) =>
    checks.flatMap((check) => {
      const found = check(rule, rules)
      return found ? fault(`/rules/${index}/${found[0]}`, found[1]) : []
    }),
  )
  return [...doubles, ...own, ...needed.flatMap((one) => faultsOfNeeded(one, rules))]
}

/** Money down to the cent, everything else in whole ones. */
export function quotaFault(quota: number, counts: Counted): Found | null {
  if (counts === 'spend')
    return Number.isInteger(Math.round(quota * 1e6) / 1e4) ? null : ['quota', { kind: 'not-cents' }]
  return Number.isInteger(quota) ? null : ['quota', { kind: 'not-whole' }]
}

function sharingFault(rule: Rule, all: readonly Rule[]): Found | null {
  const whole = all.find(({ name }) => name === rule.sharesWith)
  if (!whole || whole === rule || whole.sharesWith !== undefined)
    return ['sharesWith', { kind: 'shares-with-none' }]
  const members = ['subject', 'counts', 'windowSeconds'] as const
  const differing = members.find((member) => whole[member] !== rule[member])
  return differing ? [differing, { kind: 'shares-unlike', rule: whole.name }] : null
}

function faultsOfNeeded(
  { name, counts }: Pick<Rule, 'name' | 'counts'>,
  rules: readonly Rule[],
): LimitFault[] {
  const index = rules.findIndex((rule) => rule.name === name)
  const rule = rules[index]
  if (!rule) return fault('/rules', { kind: 'rule-needed', rule: name })
  if (rule.counts !== counts) return fault(`/rules/${index}/counts`, { kind: 'must-count', counts })
  return isEnforced(rule) ? [] : fault(`/rules/${index}/mode`, { kind: 'must-be-enforced' })
}
