import {
  claimStep,
  findFactor,
  matchStep,
  openSecret,
  spendRecoveryCode,
} from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import type { Challenge } from './challenge.ts'
import { normaliseCode } from './code.ts'
import type { ChallengeParts } from './parts.ts'

interface Typed {
  readonly challenge: Challenge
  readonly typed: string
  readonly at: number
}

/**
 * Whether what was typed is a code that the user's own factor makes or holds; that code is used up by
 * it. Null: the code is one that we drew, and the challenge knows it.
 */
export async function claimCode(
  { keyring }: Pick<ChallengeParts, 'keyring'>,
  within: Store,
  { challenge, typed, at }: Typed,
): Promise<boolean | null> {
  const { method, factorId, userId, tenantId } = challenge
  if (factorId === null || userId === null) return null
  if (method === 'recovery') return spendRecoveryCode(within, { factorId, typed, now: at })
  if (method !== 'totp') return null
  const factor = await findFactor(within, { tenantId, userId, factorId, now: at })
  if (!factor) return false
  const step = matchStep(openSecret(keyring, factor), normaliseCode(typed), at)
  return step !== null && claimStep(within, { factorId, step })
}
