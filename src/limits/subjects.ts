import type { CompiledSet } from './compiled-set.ts'
import type { IpSubjects } from './ip-subjects.ts'
import type { Charge } from './limiter.ts'
import type { CallKind, Rule, RuleSubject } from './rule.ts'
import type { Act } from './rule-book.ts'

/** Whom an act is counted against. Hashes and ids of ours: a number or an address never gets here. */
export interface Who {
  readonly tenantId: string
  /** Keyed hash of the number. */
  readonly numberSubject: string
  /** Absent for a bare number. */
  readonly userSubject?: string | null | undefined
  readonly factorSubject?: string | null | undefined
  /** Absent: no rule on addresses applies. */
  readonly ipSubjects?: IpSubjects | null | undefined
  /** How many times a rule on addresses fits into that of an office; 1 elsewhere. */
  readonly officeTimes?: number | undefined
  /** Keyed hash of the number without its last four digits. */
  readonly prefixSubject?: string | null | undefined
  /** As in ISO 3166: `NL`. */
  readonly country?: string | null | undefined
  readonly carrier?: string | null | undefined
  /** Verified in the last 30 days, or trusted: what is asked of new numbers is not asked of it. */
  readonly isProven?: boolean | undefined
  readonly isForeign?: boolean | undefined
  readonly hasOtherMethod?: boolean | undefined
  /** What the call is expected to cost. Absent: no rule on spend applies. */
  readonly priceMicros?: number | null | undefined
}

type Books = Pick<CompiledSet, 'bookOf'>

export const callCharges = (set: Books, who: Who) => charges(set, 'call', who)

/** Of those the ones to give back when the challenge is approved: the calls were no pumping. */
export const unverifiedCharges = (set: Books, who: Who) => charges(set, 'unverified-call', who)

/** Slots are given back when their call ends; see `Limiter.giveBack`. */
export const slotCharges = (set: Books, who: Who) => charges(set, 'slot', who)

/** What is pushed costs nothing but its user's patience. */
export const pushCharges = (set: Books, who: Who) => charges(set, 'push', who)

/** Taken before a code is compared, and given back when it was right. */
export const wrongCodeCharges = (set: Books, who: Who) => charges(set, 'wrong-code', who)

/** Before a pairing code is known to be anybody's there is no tenant, only an address. */
export function pairingCharges({ rules }: Pick<CompiledSet, 'rules'>, ipSubject: string): Charge[] {
  return rules
    .filter(({ counts }) => counts === 'wrong-pairing-codes')
    .map((limit) => ({ limit, subject: `{pairing}:ip:${ipSubject}` }))
}

function charges(set: Books, act: Act, who: Who): Charge[] {
  const found: Charge[] = []
  for (const rule of set.bookOf(who.tenantId).of[act]) {
    const subject = isAsked(rule, who) ? toSubject(rule, who) : null
    if (subject !== null) found.push(toCharge(rule, subject, who))
  }
  return found
}

const isOfKind: { readonly [K in CallKind]: (who: Who) => boolean } = {
  'new-numbers': ({ isProven }) => isProven !== true,
  'home-numbers': ({ isForeign }) => isForeign !== true,
  'foreign-numbers': ({ isForeign }) => isForeign === true,
  'with-other-method': ({ hasOtherMethod }) => hasOtherMethod === true,
}

function isAsked({ counts, only }: Rule, who: Who): boolean {
  if (only !== undefined && !isOfKind[only](who)) return false
  if (counts === 'unverified-calls' || counts === 'distinct-numbers') return who.isProven !== true
  return counts !== 'spend' || typeof who.priceMicros === 'number'
}

function toCharge(rule: Rule, subject: string, who: Who): Charge {
  const limit = isOnAddress(rule) ? atOffice(rule, who.officeTimes) : rule
  if (rule.counts === 'distinct-numbers') return { limit, subject, useId: who.numberSubject }
  if (rule.counts === 'spend') return { limit, subject, amount: who.priceMicros ?? 0 }
  return { limit, subject }
}

const isOnAddress = ({ subject }: Rule) => subject === 'ip' || subject === 'ip-network'

function atOffice(rule: Rule, times = 1): Rule {
  return times === 1 ? rule : { ...rule, quota: rule.quota * times }
}

/** Everything of a tenant begins with its hash tag, so that Redis Cluster keeps it together. */
function toSubject({ subject: kind, counts }: Rule, who: Who): string | null {
  if (kind === 'global') return '{global}'
  if (kind === 'carrier') return who.carrier ? `{global}:carrier:${who.carrier}` : null
  const tenant = `{${who.tenantId}}`
  if (kind === 'tenant') return tenant
  const value = subjectValue[kind](who, counts) ?? null
  return value === null ? null : `${tenant}:${kind}:${value}`
}

type Kind = Exclude<RuleSubject, 'global' | 'carrier' | 'tenant'>
type Value = (who: Who, counts: Rule['counts']) => string | null | undefined

/** Calls to a bare number are counted once, by the rules on numbers, which are the same. */
const bare: Value = ({ numberSubject }, counts) => (counts === 'wrong-codes' ? numberSubject : null)

const subjectValue: { readonly [K in Kind]: Value } = {
  number: ({ numberSubject }) => numberSubject,
  prefix: ({ prefixSubject }) => prefixSubject,
  country: ({ country }) => country,
  user: (who, counts) => who.userSubject ?? bare(who, counts),
  factor: (who, counts) => who.factorSubject ?? bare(who, counts),
  ip: ({ ipSubjects }) => ipSubjects?.ip,
  'ip-network': ({ ipSubjects }) => ipSubjects?.ipNetwork,
  login: () => null,
  'login-ip': () => null,
}
