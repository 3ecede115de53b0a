import type { IpSubjects } from './ip-subjects.ts'
import type { Charge } from './limiter.ts'
import type { Counted, Rule, RuleSubject } from './rule.ts'

/** Whom an act on a login name is counted against, whether or not anybody has that name. */
export interface LoginWho {
  readonly tenantId: string
  /** Keyed hash of the name. */
  readonly loginSubject: string
  readonly ipSubjects: IpSubjects
  /** Its user got in from this address lately: what strangers elsewhere do is not held against it. */
  readonly isKnownPlace: boolean
}

/** Taken before a password is compared, and given back when it was right. */
export const wrongPasswordCharges = (rules: readonly Rule[], who: LoginWho) =>
  charges(rules, 'wrong-passwords', who)

/** For each mail that is asked for. */
export const resetCharges = (rules: readonly Rule[], who: LoginWho) =>
  charges(rules, 'password-resets', who)

function charges(rules: readonly Rule[], counts: Counted, who: LoginWho): Charge[] {
  return rules.flatMap((limit) => {
    const value = limit.counts === counts ? countedValue(limit.subject, who) : null
    return value === null ? [] : { limit, subject: `{${who.tenantId}}:${limit.subject}:${value}` }
  })
}

function countedValue(kind: RuleSubject, { loginSubject, ipSubjects, isKnownPlace }: LoginWho) {
  switch (kind) {
    case 'login':
      return isKnownPlace ? null : loginSubject
    case 'login-ip':
      return `${loginSubject}.${ipSubjects.ip}`
    case 'ip':
      return ipSubjects.ip
    case 'ip-network':
      return ipSubjects.ipNetwork
    default:
      return null
  }
}
