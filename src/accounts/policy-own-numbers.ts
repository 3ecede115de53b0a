import type { TenantPolicy } from './policy.ts'

/**
 * Why a number is no second factor: whoever holds the panel can answer it. The words stand in
 * answers: never change them.
 */
export const ownNumberReasons = [
  'own-exchange',
  'exchange-refused',
  'exchange-unavailable',
] as const
export type OwnNumberReason = (typeof ownNumberReasons)[number]

export interface OwnNumberRefusal {
  readonly reason: OwnNumberReason
  /** In the words of the tenant's exchange, where it gave any. */
  readonly exchangeReason?: string
}

export type OwnNumberPolicy = Pick<TenantPolicy, 'ownNumbers' | 'numberHook'>

/** Looks at the tenant's list and, where there is a hook, asks the exchange. Null: not its own. */
export type JudgeOwnNumber = (
  tenant: { readonly tenantId: string; readonly policy: OwnNumberPolicy },
  number: string,
) => Promise<OwnNumberRefusal | null>

/** Whether a number in E.164 stands in the tenant's list; `test/security/own-platform-numbers.test.ts`. */
export function judgeOwnNumber(
  number: string,
  { ownNumbers }: Pick<TenantPolicy, 'ownNumbers'>,
): 'own-exchange' | null {
  const isOwn = ownNumbers.some((own) =>
    own.endsWith('*') ? number.startsWith(own.slice(0, -1)) : number === own,
  )
  return isOwn ? 'own-exchange' : null
}
