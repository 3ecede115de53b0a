import type { User } from '../factors/index.ts'
import type { Refusal } from './find-refusal.ts'
import { findWarnings, type Warning } from './find-warnings.ts'
import type { HelpdeskParts } from './parts.ts'
import { userSubjectOf } from './read-user.ts'
import { needsOf, type Reset, statusOf } from './reset.ts'

/** What stands in answers: neither the entry nor how to cancel is in it. */
export function toResetAnswer(reset: Reset, user: Pick<User, 'role'>, now: number) {
  const { id, userId, reason, requestedBy, approvedBy, entry } = reset
  return {
    ...{ id, userId, reason, requestedBy, approvedBy },
    status: statusOf(reset, user, now),
    needs: needsOf(reset, user, now),
    createdAt: iso(reset.createdAt),
    readyAt: isoOrNull(reset.readyAt),
    expiresAt: iso(reset.expiresAt),
    closedAt: isoOrNull(reset.closedAt),
    entry: entry && { expiresAt: iso(entry.expiresAt), open: entry.isOpen },
  }
}

/** With what the next one who decides on it better knows. */
export async function toWarnedAnswer(parts: HelpdeskParts, reset: Reset, user: User) {
  const { store, clock } = parts.challenges
  const now = clock.now()
  const whose = { tenantId: reset.tenantId, userId: reset.userId }
  const userSubject = userSubjectOf(parts, whose)
  const sought = { ...whose, userSubject, now, exceptReset: reset.id }
  const warnings = await findWarnings(store, sought)
  return { ...toResetAnswer(reset, user, now), warnings: warnings.map(toWarning) }
}

export const toWarning = ({ code, at }: Warning) => ({ code, at: iso(at) })

export const toRefusalAnswer = ({ reference, limit, at, until }: Refusal, now: number) => ({
  ...{ reference, limit, at: iso(at), until: iso(until) },
  over: until <= now,
})

export const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))
