import { type Challenge, codePurpose, LIFE_MS, toChallenge } from './challenge.ts'
import { type LoginContext, openContext } from './login-context.ts'
import type { ChallengeParts } from './parts.ts'

/** What an app is told of a challenge. The code is for its device alone: seal it before it leaves. */
export interface AppChallenge
  extends Pick<Challenge, 'id' | 'purpose' | 'codeLength' | 'createdAt' | 'expiresAt'> {
  /** When its code was sent last. */
  readonly sentAt: number
  readonly code: string
  readonly context: LoginContext
}

interface Sought {
  readonly tenantId: string
  readonly factorId: string
}

/** What is open by the app of a factor, the newest first. */
export async function findForApp(
  {
    store,
    keyring,
    clock,
    pseudonym,
  }: Pick<ChallengeParts, 'store' | 'keyring' | 'clock' | 'pseudonym'>,
  { tenantId, factorId }: Sought,
): Promise<readonly AppChallenge[]> {
  const now = clock.now()
  const rows = await store
    .selectFrom('challenges')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('factor_subject', '=', pseudonym('factor', factorId))
    .where('created_at', '>', now - LIFE_MS)
    .where('factor_id', '=', factorId)
    .where('method', '=', 'app')
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.flatMap((row) => {
    const challenge = toChallenge(row, now)
    const { id, purpose, codeLength, createdAt, expiresAt, lastCallAt, codeSealed } = challenge
    if (codeSealed === null) return []
    return {
      ...{ id, purpose, codeLength, createdAt, expiresAt, sentAt: lastCallAt },
      code: keyring.open(codeSealed, codePurpose(id)),
      context: openContext(keyring, challenge),
    }
  })
}
