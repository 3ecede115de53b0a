import type { Counted, Rule } from './rule.ts'

/** What is done, and is charged. */
export type Act =
  | 'call'
  | 'unverified-call'
  | 'push'
  | 'slot'
  | 'wrong-code'
  | 'wrong-pairing-code'
  | 'wrong-password'
  | 'password-reset'

const isOf =
  (...counted: readonly Counted[]) =>
  ({ counts }: Rule) =>
    counted.includes(counts)

const concerns: { readonly [A in Act]: (rule: Rule) => boolean } = {
  call: isOf('calls', 'unverified-calls', 'distinct-numbers', 'spend'),
  'unverified-call': isOf('unverified-calls', 'distinct-numbers'),
  push: ({ counts, subject }) => counts === 'calls' && subject === 'user',
  slot: isOf('in-flight'),
  'wrong-code': isOf('wrong-codes'),
  'wrong-pairing-code': isOf('wrong-pairing-codes'),
  'wrong-password': isOf('wrong-passwords'),
  'password-reset': isOf('password-resets'),
}

/** The rules for one tenant, sorted out once and not for every request. */
export interface RuleBook {
  readonly rules: readonly Rule[]
  /** Those that an act is charged to. */
  readonly of: { readonly [A in Act]: readonly Rule[] }
}

export function createRuleBook(rules: readonly Rule[]): RuleBook {
  const entries = Object.entries(concerns).map(([act, concern]) => [act, rules.filter(concern)])
  return { rules, of: Object.fromEntries(entries) as RuleBook['of'] }
}
