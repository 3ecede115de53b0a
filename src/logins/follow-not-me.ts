import type { Store } from '../store/index.ts'
import { endSessionsSince } from './end-session.ts'
import { requireNewPassword } from './require-new-password.ts'

/** Whoever got in so shortly before may be the one who was not the user. */
const TRUSTED_AGAIN_MS = 3_600_000

/** A round of proof, as far as it matters here. */
interface Round {
  readonly id: string
  readonly tenantId: string
  readonly userId: string | null
  readonly purpose: string
  readonly status: string
}

/**
 * "Not me": that login ends, and so do the sessions of the last hour; the next login asks for a new
 * password, for somebody knows this one. Part of the transaction that closes the challenge.
 */
export async function followNotMe(within: Store, round: Round, at: number): Promise<void> {
  const { id: challengeId, tenantId, userId, purpose, status } = round
  if (userId === null || purpose !== 'login' || status !== 'reported') return
  const by = { actor: 'not-me' }
  await requireNewPassword(within, { tenantId, userId, at, by })
  const since = at - TRUSTED_AGAIN_MS
  await endSessionsSince(within, { tenantId, userId, since, at, challengeId })
}
