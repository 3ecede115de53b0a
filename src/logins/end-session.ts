import { type AuditEvent, recordEvents } from '../audit/index.ts'
import type { UserKey } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import type { LoginParts } from './parts.ts'
import type { Session, SessionKey } from './session.ts'
import { updateOpenOf } from './session-store.ts'

type SessionParts = Pick<LoginParts, 'store' | 'clock'>

/** Ends one session of a user, in this browser or in another; false when it had ended. */
export async function endSession(
  { store, clock }: SessionParts,
  { id, tenantId, userId }: SessionKey,
): Promise<boolean> {
  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const ended = await updateOpenOf(within, { tenantId, userId })
      .set({ ended_at: now })
      .where('id', '=', id)
      .returning('id')
      .execute()
    await recordEnded(within, ended, { tenantId, userId, now })
    return ended.length > 0
  })
}

/** Ends all others of the same user; how many there were. */
export async function endOthers({ store, clock }: SessionParts, session: Session): Promise<number> {
  const { tenantId, userId, id: except } = session
  const now = clock.now()
  return store.transaction().execute(async (within) => {
    const ended = await endWhere(within, { tenantId, userId, now, except })
    await recordEnded(within, ended, { tenantId, userId, now })
    return ended.length
  })
}

interface Ending extends UserKey {
  readonly now: number
  readonly except?: string | undefined
}

/** Part of the transaction that is the reason, whose event says how many there were. */
export async function endSessionsOf(within: Store, ending: Ending): Promise<number> {
  return (await endWhere(within, ending)).length
}

function endWhere(within: Store, { tenantId, userId, now, except }: Ending) {
  return updateOpenOf(within, { tenantId, userId })
    .set({ ended_at: now })
    .$if(except !== undefined, (rows) => rows.where('id', '<>', except ?? ''))
    .returning('id')
    .execute()
}

interface Distrusted extends UserKey {
  /** Those that began, or got past the second factor, at that moment or later. */
  readonly since: number
  readonly at: number
  /** The round that was not the user's: the session that began it ends, however old it is. */
  readonly challengeId?: string
}

/**
 * Ends the sessions in which somebody else may sit. Where they are, is no known place: whoever guesses
 * on from there is counted as the stranger that they are.
 */
export async function endSessionsSince(
  within: Store,
  { tenantId, userId, since, at, challengeId = '' }: Distrusted,
): Promise<number> {
  const ended = await within
    .updateTable('sessions')
    .set(({ fn, val }) => ({ ended_at: fn.coalesce('ended_at', val(at)), ip: null }))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where(({ or, eb }) =>
      or([
        eb('created_at', '>=', since),
        eb('verified_at', '>=', since),
        eb('challenge_id', '=', challengeId),
      ]),
    )
    .returning('id')
    .execute()
  await recordEnded(within, ended, { tenantId, userId, now: at })
  return ended.length
}

async function recordEnded(
  within: Store,
  ended: readonly { readonly id: string }[],
  { tenantId, userId: about, now: at }: Ending,
) {
  const events = ended.map(({ id: session }): AuditEvent => {
    return { tenantId, at, kind: 'session.ended', actor: 'logins', about, detail: { session } }
  })
  await recordEvents(within, events)
}
