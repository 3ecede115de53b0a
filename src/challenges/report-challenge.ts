import { type AuditEvent, recordEvents } from '../audit/index.ts'
import type { Factor } from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import { type Challenge, topicOf } from './challenge.ts'
import { findChallenge } from './challenge-store.ts'
import { closeChallenge } from './close-challenges.ts'
import type { ChallengeParts } from './parts.ts'
import { stopByRule } from './stops.ts'

interface Report {
  readonly id: string
  /** By which call or factor it was said. */
  readonly detail: AuditEvent['detail']
  readonly now: number
}

/** "Not me": this login ends here. Null when it had ended already. */
export async function closeReported(
  { follow }: Pick<ChallengeParts, 'follow'>,
  within: Store,
  { id, detail = {}, now }: Report,
): Promise<Challenge | null> {
  const closed = await closeChallenge(within, { id, status: 'reported', now })
  if (!closed) return null
  const { tenantId } = closed
  await recordEvents(within, [{ tenantId, at: now, kind: 'challenge.reported', about: id, detail }])
  if (closed.userId !== null) await follow(within, closed, now)
  return closed
}

export type ReportResult =
  | { readonly outcome: 'reported' }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'closed'; readonly challenge: Challenge }

/**
 * "Not me", said in an app: what pressing 9 is in a call. No more codes go to where this one went, nor
 * to the user's apps, for a while.
 */
export async function reportChallenge(
  parts: ChallengeParts,
  factor: Factor,
  id: string,
): Promise<ReportResult> {
  const { tenantId } = factor
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge || !concerns(challenge, factor)) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }

  const closed = await parts.store.transaction().execute(async (within) => {
    const reported = await closeReported(parts, within, { id, detail: { factor: factor.id }, now })
    if (!reported) return null
    for (const numberSubject of new Set([reported.userSubject, reported.numberSubject])) {
      const stop = { tenantId, numberSubject, reason: 'reported', now, about: id } as const
      await stopByRule(within, parts.limits.set, stop)
    }
    return reported
  })
  if (!closed) return reportChallenge(parts, factor, id)
  await parts.calls.hangUp(id)
  parts.signals.publish(topicOf(id))
  return { outcome: 'reported' }
}

/**
 * Its own, and once it is confirmed any login of its user: whoever is not the user may have gone on by
 * another factor since the code came to the app.
 */
function concerns({ factorId, userId, purpose }: Challenge, factor: Factor): boolean {
  if (factorId === factor.id) return true
  return factor.state === 'confirmed' && purpose === 'login' && userId === factor.userId
}
