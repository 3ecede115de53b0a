import { type FactorRules, isAllowed, isStrictFor, type TenantPolicy } from '../accounts/index.ts'

/** What is still wanted of a user. The words stand in answers: never change them. */
export const missingCodes = [
  'first-factor',
  'backup-factor',
  'other-than-voice',
  'other-primary',
] as const
export type Missing = (typeof missingCodes)[number]

interface Factor {
  readonly method: string
  readonly state: string
}

interface Enrolled {
  readonly policy: FactorRules & Pick<TenantPolicy, 'factorsWanted'>
  readonly role: string
  /** All of the user's in their order. */
  readonly factors: readonly Factor[]
  /** Those of them that a login may use. */
  readonly usable: readonly Factor[]
}

export function missingOf({ policy, role, factors, usable }: Enrolled): Missing[] {
  const leading = factors.find((one) => one.state === 'confirmed' && isAllowed(policy, one))
  const isLedByVoice = isStrictFor(policy, role) && leading?.method === 'voice'
  if (usable.length === 0) return [isLedByVoice ? 'other-than-voice' : 'first-factor']
  return [
    ...(usable.length < policy.factorsWanted ? (['backup-factor'] as const) : []),
    ...(isLedByVoice ? (['other-primary'] as const) : []),
  ]
}
