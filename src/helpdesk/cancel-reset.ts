import type { Caller } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { lockUser, type User } from '../factors/index.ts'
import { readCancelToken } from './cancel-token.ts'
import type { HelpdeskParts } from './parts.ts'
import type { Reset } from './reset.ts'
import { aboutReset, resetEvent } from './reset-notice.ts'
import { close, findReset, type ResetKey } from './reset-store.ts'

export type CancelResult =
  | { readonly outcome: 'cancelled'; readonly reset: Reset; readonly user: User }
  | { readonly outcome: 'reset-unknown' }
  | { readonly outcome: 'reset-closed'; readonly reset: Reset }

interface Cancellation extends Omit<ResetKey, 'tenantId'> {
  /** Null: its user does, by the link in a mail. */
  readonly agent: string | null
  /** Why, for the log. */
  readonly note?: string | undefined
}

/** Anybody of the helpdesk may, and its user: nothing changes, and everybody is told. */
export async function cancelReset(
  parts: HelpdeskParts,
  { tenantId, keyId }: Caller,
  { agent, note, ...which }: Cancellation,
): Promise<CancelResult> {
  const { store, keyring, clock } = parts.challenges
  const now = clock.now()
  const result = await store.transaction().execute(async (within): Promise<CancelResult> => {
    const user = await lockUser(within, { tenantId, ...which }, keyring)
    const reset = await findReset(within, { tenantId, ...which }, now)
    if (!user || !reset) return { outcome: 'reset-unknown' }
    if (reset.ending !== null) return { outcome: 'reset-closed', reset }
    const cancelled = await close(within, reset, { ending: 'cancelled', at: now })
    if (!cancelled) return { outcome: 'reset-closed', reset }
    const by = { actor: keyId, ...(agent !== null && { agent }) }
    const detail = { byUser: agent === null, ...(note && { note }) }
    await recordEvents(within, [resetEvent('reset.cancelled', cancelled, { at: now, by, detail })])
    await parts.notices.enqueue(within, [
      { ...aboutReset(user, reset, now), kind: 'reset-cancelled', details: {} },
    ])
    return { outcome: 'cancelled', reset: cancelled, user }
  })
  parts.notices.wake()
  return result
}

/** By the token of a mail. */
export async function cancelByToken(
  parts: HelpdeskParts,
  caller: Caller,
  token: string,
): Promise<CancelResult> {
  const { tenantId } = caller
  const resetId = readCancelToken(parts, token)
  const row =
    resetId === null
      ? undefined
      : await parts.challenges.store
          .selectFrom('resets')
          .select('user_id')
          .where('id', '=', resetId)
          .where('tenant_id', '=', tenantId)
          .executeTakeFirst()
  if (resetId === null || !row) return { outcome: 'reset-unknown' }
  return cancelReset(parts, caller, { userId: row.user_id, resetId, agent: null })
}
