import type { Limit } from './limiter.ts'

/** A limit with what it is for: whom it is held against, what it counts, and why it exists. */
export type Rule = Limit & {
  readonly subject: RuleSubject
  readonly counts: Counted
  /** Of calls: asked of these alone. */
  readonly only?: CallKind | undefined
  /** When it is full, its subject is blocked: twice as long each time. */
  readonly block?: { readonly firstSeconds: number; readonly mostSeconds: number } | undefined
  /** One sentence for the people who tune it. */
  readonly reason: string
}

export const ruleModes = ['enforced', 'shadow'] as const

/** `new-numbers`: not verified in the last 30 days. `with-other-method`: of users who have one. */
export const callKinds = [
  'new-numbers',
  'home-numbers',
  'foreign-numbers',
  'with-other-method',
] as const
export type CallKind = (typeof callKinds)[number]

/**
 * `factor`: one way in which a user proves it. For a bare number, the number stands for user and factor.
 * `ip`: an IPv4 address or an IPv6 /64. `ip-network`: an IPv6 /48. `login`: a login name, whether or not
 * anybody has it, from places where nobody logged in with it lately. `login-ip`: that name from one `ip`.
 * `prefix`: a number without its last four digits.
 */
export const ruleSubjects = [
  'number',
  'prefix',
  'country',
  'user',
  'factor',
  'ip',
  'ip-network',
  'tenant',
  'carrier',
  'global',
  'login',
  'login-ip',
] as const
export type RuleSubject = (typeof ruleSubjects)[number]

/**
 * `unverified-calls`, `distinct-numbers`: calls to numbers that were not verified lately, until their
 * challenge is approved. `spend`: what calls cost.
 */
export const countedThings = [
  'calls',
  'unverified-calls',
  'distinct-numbers',
  'spend',
  'in-flight',
  'wrong-codes',
  'wrong-keys',
  'wrong-pairing-codes',
  'wrong-passwords',
  'password-resets',
  'stops',
] as const
export type Counted = (typeof countedThings)[number]

/**
 * Whether `Use.replaces` may end a use of this limit. A slot passes from one call to the next; a call
 * that was made stays made, or replacing each call by the next would never fill a limit on calls.
 */
export function canBeReplaced(limit: Limit | Rule): boolean {
  return !('counts' in limit) || limit.counts === 'in-flight'
}

/** Whether its quota bounds a sum of amounts: millionths of a euro. */
export function isSummed(limit: Limit | Rule): boolean {
  return 'counts' in limit && limit.counts === 'spend'
}

export function isEnforced({ mode }: Limit): boolean {
  return mode !== 'shadow'
}
