import type { Caller } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { lockUser, type User } from '../factors/index.ts'
import { isSamePerson } from './agent.ts'
import { cancelLinkOf } from './cancel-token.ts'
import type { HelpdeskParts } from './parts.ts'
import { type Reset, readyAfter, statusOf, waitOf } from './reset.ts'
import { aboutReset, resetEvent } from './reset-notice.ts'
import { approve, findReset, type ResetKey } from './reset-store.ts'

export type ApproveResult =
  | { readonly outcome: 'approved'; readonly reset: Reset; readonly user: User }
  | { readonly outcome: 'reset-unknown' | 'approval-not-needed' | 'second-person-needed' }
  | { readonly outcome: 'reset-closed'; readonly reset: Reset }

interface Approval extends Omit<ResetKey, 'tenantId'> {
  readonly agent: string
  /** Why, for the log. */
  readonly note?: string | undefined
}

/** The second person says yes; from then on it waits (T26). */
export async function approveReset(
  parts: HelpdeskParts,
  { tenantId, keyId, policy }: Caller,
  { agent, note, ...which }: Approval,
): Promise<ApproveResult> {
  const { store, keyring, clock } = parts.challenges
  const now = clock.now()
  const result = await store.transaction().execute(async (within): Promise<ApproveResult> => {
    const user = await lockUser(within, { tenantId, ...which }, keyring)
    const reset = await findReset(within, { tenantId, ...which }, now)
    if (!user || !reset) return { outcome: 'reset-unknown' }
    if (reset.ending !== null) return { outcome: 'reset-closed', reset }
    if (statusOf(reset, user, now) !== 'waiting-approval') return { outcome: 'approval-not-needed' }
    if (isSamePerson(agent, reset.requestedBy)) return { outcome: 'second-person-needed' }

    const readyAt = readyAfter(reset, waitOf(policy), now)
    const approved = await approve(within, reset, { by: agent, at: now, readyAt })
    if (!approved) return { outcome: 'approval-not-needed' }
    const by = { actor: keyId, agent }
    const detail = { requestedBy: reset.requestedBy, readyAt, ...(note && { note }) }
    await recordEvents(within, [resetEvent('reset.approved', approved, { at: now, by, detail })])
    const link = cancelLinkOf(parts, reset.id)
    await parts.notices.enqueue(within, [
      {
        ...aboutReset(user, reset, now),
        ...{ kind: 'reset-approved', details: { readyAt, link } },
      },
    ])
    return { outcome: 'approved', reset: approved, user }
  })
  parts.notices.wake()
  return result
}
