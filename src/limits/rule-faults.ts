import { fault, type LimitFault, twice } from './limit-fault.ts'
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

type Check = (rule: Rule, all: readonly Rule[]) => readonly [member: string, detail: string] | null

const checks: readonly Check[] = [
  ({ subject, counts }) =>
    subjectsOf[counts].includes(subject)
      ? null
      : ['subject', `must be one of ${subjectsOf[counts].join(', ')} where ${counts} are counted`],
  ({ quota, counts }) => quotaFault(quota, counts),
  (rule) => (rule.only && !isOfCalls(rule) ? ['only', 'is for rules on calls'] : null),
  (rule) =>
    rule.block && !(isOfCalls(rule) && blocked.includes(rule.subject))
      ? ['block', 'is for rules on calls of a prefix, a country or a tenant']
      : null,
  ({ block }) =>
    block && block.mostSeconds < block.firstSeconds
      ? ['block/mostSeconds', 'must not be less than `firstSeconds`']
      : null,
  (rule, all) => (rule.sharesWith === undefined ? null : sharingFault(rule, all)),
]

export function faultsOfRules(rules: readonly Rule[]): LimitFault[] {
  const names = rules.map(({ name }) => name)
  const doubles = twice(names).flatMap((index) =>
    fault(`/rules/${index}/name`, 'is the name of another rule'),
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
export function quotaFault(quota: number, counts: Counted): readonly ['quota', string] | null {
  if (counts === 'spend')
    return Number.isInteger(Math.round(quota * 1e6) / 1e4)
      ? null
      : ['quota', 'must be euros, to the cent']
  return Number.isInteger(quota) ? null : ['quota', 'must be a whole number']
}

function sharingFault(rule: Rule, all: readonly Rule[]): readonly [string, string] | null {
  const whole = all.find(({ name }) => name === rule.sharesWith)
  if (!whole || whole === rule || whole.sharesWith !== undefined)
    return ['sharesWith', 'must be the name of another rule, which shares with none itself']
  const members = ['subject', 'counts', 'windowSeconds'] as const
  const differing = members.find((member) => whole[member] !== rule[member])
  return differing ? [differing, `must be that of ${whole.name}, with which it shares`] : null
}

function faultsOfNeeded(
  { name, counts }: Pick<Rule, 'name' | 'counts'>,
  rules: readonly Rule[],
): LimitFault[] {
  const index = rules.findIndex((rule) => rule.name === name)
  const rule = rules[index]
  if (!rule) return fault('/rules', `must have the rule ${name}`)
  if (rule.counts !== counts) return fault(`/rules/${index}/counts`, `must be ${counts}`)
  return isEnforced(rule) ? [] : fault(`/rules/${index}/mode`, 'must be enforced')
}
