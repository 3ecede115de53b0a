import type { Caller } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { findProofFault, type ProofFault } from '../enrolment/index.ts'
import { findFactors, lockUser, type User } from '../factors/index.ts'
import { newId } from '../platform/ids.ts'
import { cancelLinkOf } from './cancel-token.ts'
import { isNewcomer } from './newcomer.ts'
import type { HelpdeskParts } from './parts.ts'
import { needsSecondPerson, type Reset, waitOf } from './reset.ts'
import { aboutReset, isReachable, resetEvent } from './reset-notice.ts'
import { closeExpired, findReset, insertReset, listResets } from './reset-store.ts'

export interface ResetRequest {
  readonly userId: string
  readonly agent: string
  readonly reason: string
  /** An assertion by another factor of the user. */
  readonly proof?: string | undefined
}

export type RequestResult =
  | { readonly outcome: 'requested'; readonly reset: Reset; readonly user: User }
  | { readonly outcome: 'user-unknown' | 'nothing-to-reset' | 'mail-needed' }
  | { readonly outcome: 'reset-open'; readonly resetId: string }
  | { readonly outcome: 'proof-needed'; readonly reason: ProofFault }

/** Begins a reset. The user is told at once, and has until it is ready to object. */
export async function requestReset(
  parts: HelpdeskParts,
  caller: Caller,
  request: ResetRequest,
): Promise<RequestResult> {
  const { store, keyring, clock } = parts.challenges
  const { tenantId } = caller
  const { userId, proof } = request
  const now = clock.now()
  const fault =
    proof === undefined ? null : await findProofFault(parts, { tenantId, userId, proof })
  if (fault) return { outcome: 'proof-needed', reason: fault }
  const result = await store.transaction().execute(async (within): Promise<RequestResult> => {
    const user = await lockUser(within, { tenantId, userId }, keyring)
    if (!user) return { outcome: 'user-unknown' }
    if (isNewcomer(await findFactors(within, { tenantId, userId, now })))
      return { outcome: 'nothing-to-reset' }
    if (!isReachable(parts, user)) return { outcome: 'mail-needed' }
    await closeExpired(within, now, { tenantId, userId })
    const [open] = (await listResets(within, { tenantId, userId, since: now, now })).filter(
      ({ ending }) => ending === null,
    )
    if (open) return { outcome: 'reset-open', resetId: open.id }

    const row = toRow(caller, { user, request, now })
    await insertReset(within, row)
    const reset = await findReset(within, { tenantId, userId, resetId: row.id }, now)
    if (!reset) throw new Error('Expected the reset that was just written')
    const by = { actor: caller.keyId, agent: request.agent }
    const detail = { proven: request.proof !== undefined, readyAt: row.ready_at }
    await recordEvents(within, [resetEvent('reset.requested', reset, { at: now, by, detail })])
    const link = cancelLinkOf(parts, reset.id)
    await parts.notices.enqueue(within, [
      {
        ...aboutReset(user, reset, now),
        ...{ kind: 'reset-requested', details: { readyAt: reset.readyAt, link } },
      },
    ])
    return { outcome: 'requested', reset, user }
  })
  parts.notices.wake()
  return result
}

interface Begun {
  readonly user: User
  readonly request: ResetRequest
  readonly now: number
}

function toRow({ tenantId, policy }: Caller, { user, request, now }: Begun) {
  const waitMs = request.proof === undefined ? waitOf(policy) : 0
  return {
    ...{ id: newId('re'), tenant_id: tenantId, user_id: user.id, status: 'open' },
    ...{ reason: request.reason, requested_by: request.agent, wait_ms: waitMs },
    ready_at: needsSecondPerson(user) ? null : now + waitMs,
    ...{ approved_by: null, approved_at: null, created_at: now, closed_at: null },
    ...{ entry_digest: null, entry_expires_at: null },
  }
}
