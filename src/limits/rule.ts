import type { Limit } from './limiter.ts'

/** A limit with what it is for: whom it is held against, what it counts, and why it exists. */
export type Rule = Limit & {
  readonly subject: RuleSubject
  readonly counts: Counted
  /** One sentence for the people who tune it. */
  readonly reason: string
}

/**
 * `factor`: one way in which a user proves it. For a bare number, the number stands for user and factor.
 * `ip`: an IPv4 address or an IPv6 /64. `ip-network`: an IPv6 /48. `login`: a login name, whether or not
 * anybody has it, from places where nobody logged in with it lately. `login-ip`: that name from one `ip`.
 */
export type RuleSubject =
  | 'number'
  | 'user'
  | 'factor'
  | 'tenant'
  | 'global'
  | 'ip'
  | 'ip-network'
  | 'login'
  | 'login-ip'

export type Counted =
  | 'calls'
  | 'in-flight'
  | 'wrong-codes'
  | 'wrong-keys'
  | 'wrong-pairing-codes'
  | 'wrong-passwords'
  | 'password-resets'
  | 'stops'

/**
 * Whether `Use.replaces` may end a use of this limit. A slot passes from one call to the next; a call
 * that was made stays made, or replacing each call by the next would never fill a limit on calls.
 */
export function canBeReplaced(limit: Limit | Rule): boolean {
  return !('counts' in limit) || limit.counts === 'in-flight'
}
