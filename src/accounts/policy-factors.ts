import type { TenantPolicy } from './policy.ts'

export type FactorRules = Pick<TenantPolicy, 'methods' | 'adminsStrict'>

interface Factor {
  readonly method: string
  readonly state: string
}

/**
 * Of a user's factors in their order, those that a login may use, in the order in which it may use
 * them: confirmed, of an allowed method. For a strict administrator a phone call comes behind all
 * others and never stands alone. Recovery codes are no factor of a login.
 */
export function usableFactors<F extends Factor>(
  policy: FactorRules,
  role: string,
  factors: readonly F[],
): readonly F[] {
  const allowed = factors.filter((factor) => isConfirmed(factor) && isAllowed(policy, factor))
  if (!isStrictFor(policy, role)) return allowed
  const others = allowed.filter(({ method }) => method !== 'voice')
  return others.length === 0 ? [] : [...others, ...allowed.filter(isVoice)]
}

export function isStrictFor({ adminsStrict }: FactorRules, role: string): boolean {
  return adminsStrict && role === 'admin'
}

export const isConfirmed = ({ state }: Factor) => state === 'confirmed'
export const isVoice = ({ method }: Factor) => method === 'voice'

export function isAllowed({ methods }: FactorRules, { method }: Pick<Factor, 'method'>): boolean {
  return methods.some((allowed) => allowed === method)
}
