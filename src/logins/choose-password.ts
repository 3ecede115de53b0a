import type { TenantPolicy } from '../accounts/index.ts'
import { findUser, type UserKey } from '../factors/index.ts'
import { knownWords } from './known-words.ts'
import type { LoginParts } from './parts.ts'
import { type StrengthFault, strengthFaults } from './strength.ts'

export const passwordFaults = [...strengthFaults, 'same-as-old'] as const
export type PasswordFault = StrengthFault | 'same-as-old'

export type ChooseResult =
  | { readonly outcome: 'chosen'; readonly hash: string }
  | { readonly outcome: 'refused'; readonly reason: PasswordFault }
  | { readonly outcome: 'busy' }

interface Choice extends UserKey {
  readonly policy: Pick<TenantPolicy, 'siteName' | 'appName'>
  readonly password: string
  readonly name: string
  /** Hash of the password that it may not be. */
  readonly old?: string | undefined
}

/** Whether a password will do for a user, and what is stored of it. Writes nothing. */
export async function choosePassword(
  { store, keyring, hasher, judgeStrength }: LoginParts,
  { tenantId, userId, policy, password, name, old }: Choice,
): Promise<ChooseResult> {
  const user = await findUser(store, { tenantId, userId }, keyring)
  const words = knownWords({ user: user ?? { displayName: null, emails: [] }, name, policy })
  const fault = await judgeStrength(password, words)
  if (fault !== null) return { outcome: 'refused', reason: fault }
  const isSame = old === undefined ? false : await hasher.verify(old, password)
  if (isSame === true) return { outcome: 'refused', reason: 'same-as-old' }
  const hash = isSame === null ? null : await hasher.hash(password)
  return hash === null ? { outcome: 'busy' } : { outcome: 'chosen', hash }
}
