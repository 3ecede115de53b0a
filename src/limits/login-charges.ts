import type { CompiledSet } from './compiled-set.ts'
import type { IpSubjects } from './ip-subjects.ts'
import type { Charge } from './limiter.ts'
import type { RuleSubject } from './rule.ts'
import type { Act } from './rule-book.ts'

/** Whom an act on a login name is counted against, whether or not anybody has that name. */
export interface LoginWho {
  readonly tenantId: string
  /** Keyed hash of the name. */
  readonly loginSubject: string
  readonly ipSubjects: IpSubjects
  /** Its user got in from this address lately: what strangers elsewhere do is not held against it. */
  readonly isKnownPlace: boolean
}

type Books = Pick<CompiledSet, 'bookOf'>

/** Taken before a password is compared, and given back when it was right. */
export const wrongPasswordCharges = (set: Books, who: LoginWho) =>
  charges(set, 'wrong-password', who)

/** For each mail that is asked for. */
export const resetCharges = (set: Books, who: LoginWho) => charges(set, 'password-reset', who)

function charges(set: Books, act: Act, who: LoginWho): Charge[] {
  return set.bookOf(who.tenantId).of[act].flatMap((limit) => {
    const value = countedValue(limit.subject, who)
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
