import { isDeepStrictEqual } from 'node:util'
import { defaultPolicy, type TenantPolicy } from './policy.ts'
import { graceEnded } from './policy-dates.ts'
import { passwordsOverAt } from './policy-passwords.ts'

/** What somebody may ask for; everything else of a policy follows from it. */
export type PolicyChanges = Partial<Omit<TenantPolicy, 'graceEndedAt' | 'support'>> & {
  /** Null takes one of them away. */
  readonly support?: { readonly [Way in keyof TenantPolicy['support']]?: string | null }
}

export interface PolicyFault {
  /** Such as `#/enforceAt`. */
  readonly pointer: string
  readonly detail: string
}

export type ChangedPolicy =
  /** `fields` are those that became different. */
  | { readonly stored: Partial<TenantPolicy>; readonly fields: readonly string[] }
  | { readonly faults: readonly PolicyFault[] }

/**
 * Changes what `changes` names and leaves the rest. A date that has passed is kept as the end of the
 * grace, and one that is set in the past ends it now: `test/security/reopened-grace.test.ts`.
 */
export function applyChanges(
  stored: Partial<TenantPolicy>,
  changes: PolicyChanges,
  now: number,
): ChangedPolicy {
  const before = { ...defaultPolicy, ...stored }
  const named = toNamed(before, changes)
  const after = { ...before, ...named, graceEndedAt: graceEnded(before, now) }
  const faults = rules.flatMap((rule) => rule(after, now, before) ?? [])
  if (faults.length > 0) return { faults }

  const endsNow = after.graceEndedAt === null && graceEnded(after, now) !== null
  const graceEndedAt = endsNow ? now : after.graceEndedAt
  return {
    stored: { ...stored, ...named, ...(graceEndedAt !== null && { graceEndedAt }) },
    fields: fieldsOf(named)
      .filter((name) => !isDeepStrictEqual(before[name], after[name]))
      .sort(),
  }
}

type Rule = (policy: TenantPolicy, now: number, before: TenantPolicy) => PolicyFault | undefined

/** What no single field can tell. `graceEndedAt` is as it was before the change. */
const rules: readonly Rule[] = [
  ({ announceAt, enforceAt }) =>
    announceAt !== null && enforceAt !== null && announceAt > enforceAt
      ? { pointer: '#/enforceAt', detail: 'must not be before announceAt' }
      : undefined,
  ({ enforceAt, graceEndedAt }, now) =>
    graceEndedAt !== null && (enforceAt === null || enforceAt > now)
      ? { pointer: '#/enforceAt', detail: 'has passed and does not reopen; extend single users' }
      : undefined,
  // NIST SP 800-63B-4 section 3.1.3.3 and OWASP ASVS 5.0 6.6.1: something else must be on offer.
  ({ methods }) =>
    methods.every((method) => method === 'voice')
      ? { pointer: '#/methods', detail: 'must offer app or totp beside voice' }
      : undefined,
  (policy, now, before) =>
    policy.passwordsFrom !== before.passwordsFrom && (passwordsOverAt(policy) ?? now + 1) <= now
      ? { pointer: '#/passwordsFrom', detail: 'would end all passwords before anybody was asked' }
      : undefined,
]

type Named = Partial<TenantPolicy>

function toNamed({ support: known }: TenantPolicy, { support, ...rest }: PolicyChanges): Named {
  if (support === undefined) return rest
  const ways = Object.entries({ ...known, ...support }).filter(([, way]) => way !== null)
  return { ...rest, support: Object.fromEntries(ways) }
}

function fieldsOf(named: Named) {
  return Object.keys(named) as (keyof Named)[]
}
