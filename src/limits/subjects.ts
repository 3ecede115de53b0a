import type { IpSubjects } from './ip-subjects.ts'
import type { Charge } from './limiter.ts'
import type { Counted, Rule, RuleSubject } from './rule.ts'

/** Whom an act is counted against. Hashes and ids of ours: a number or an address never gets here. */
export interface Who {
  readonly tenantId: string
  /** Keyed hash of the number. */
  readonly numberSubject: string
  /** Absent for a bare number. */
  readonly userSubject?: string | null | undefined
  readonly factorSubject?: string | null | undefined
  /** Absent: no rule on addresses applies, as for calls to numbers that were verified lately. */
  readonly ipSubjects?: IpSubjects | null | undefined
}

export const callCharges = (rules: readonly Rule[], who: Who) => charges(rules, 'calls', who)

/** Slots are given back when their call ends; see `Limiter.giveBack`. */
export const slotCharges = (rules: readonly Rule[], who: Who) => charges(rules, 'in-flight', who)

/** What is pushed costs nothing but its user's patience. */
export const pushCharges = (rules: readonly Rule[], who: Who) =>
  charges(
    rules.filter(({ subject }) => subject === 'user'),
    'calls',
    who,
  )

/** Taken before a code is compared, and given back when it was right. */
export const wrongCodeCharges = (rules: readonly Rule[], who: Who) =>
  charges(rules, 'wrong-codes', who)

/** Before a pairing code is known to be anybody's there is no tenant, only an address. */
export function pairingCharges(rules: readonly Rule[], ipSubject: string): Charge[] {
  return rules
    .filter(({ counts }) => counts === 'wrong-pairing-codes')
    .map((limit) => ({ limit, subject: `{pairing}:ip:${ipSubject}` }))
}

function charges(rules: readonly Rule[], counts: Counted, who: Who): Charge[] {
  const found: Charge[] = []
  for (const rule of rules) {
    if (rule.counts !== counts) continue
    const subject = toSubject(rule, who)
    if (subject !== null) found.push({ limit: rule, subject })
  }
  return found
}

/** Everything of a tenant begins with its hash tag, so that Redis Cluster keeps it together. */
function toSubject({ subject: kind, counts }: Rule, who: Who): string | null {
  if (kind === 'global') return '{global}'
  const tenant = `{${who.tenantId}}`
  if (kind === 'tenant') return tenant
  const value = subjectValue(kind, counts, who)
  return value === null ? null : `${tenant}:${kind}:${value}`
}

function subjectValue(
  kind: Exclude<RuleSubject, 'global' | 'tenant'>,
  counts: Counted,
  who: Who,
): string | null {
  if (kind === 'number') return who.numberSubject
  // Calls to a bare number are counted once, by the rules on numbers, which are the same.
  const bare = counts === 'calls' ? null : who.numberSubject
  if (kind === 'user') return who.userSubject ?? bare
  if (kind === 'factor') return who.factorSubject ?? bare
  if (kind === 'ip') return who.ipSubjects?.ip ?? null
  return kind === 'ip-network' ? (who.ipSubjects?.ipNetwork ?? null) : null
}
