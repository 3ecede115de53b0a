import type { Tables } from '../store/index.ts'

export const resetStatuses = [
  'waiting-approval',
  'waiting',
  'ready',
  'done',
  'cancelled',
  'expired',
] as const
export type ResetStatus = (typeof resetStatuses)[number]

/** Why a reset cannot be completed yet. */
export const resetNeeds = ['second-person', 'waiting'] as const
export type ResetNeed = (typeof resetNeeds)[number]

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
/** After its request, or after its approval: what nobody completes by then is over. */
export const RESET_LIFE_MS = 7 * DAY_MS
/** Long enough to read a mail and object, whatever the policy says. */
const LEAST_WAIT_MS = HOUR_MS

/** A request to take factors of a user away. */
export interface Reset {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly reason: string
  readonly requestedBy: string
  readonly approvedBy: string | null
  /** How it ended; null while it is open. */
  readonly ending: 'done' | 'cancelled' | 'expired' | null
  /** 0: its user proved another factor. */
  readonly waitMs: number
  /** Null while somebody has to approve it first. */
  readonly readyAt: number | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly closedAt: number | null
  /** Of the entry that was mailed; null where there was none. */
  readonly entry: { readonly expiresAt: number; readonly isOpen: boolean } | null
}

/** Reads a row as it is at `now`: a reset has expired at its moment, not when somebody tidies up. */
export function toReset(row: Tables['resets'], now: number): Reset {
  const expiresAt = (row.approved_at ?? row.created_at) + RESET_LIFE_MS
  const isOver = row.closed_at === null && expiresAt <= now
  const entryExpiresAt = row.entry_expires_at
  return {
    ...{ id: row.id, tenantId: row.tenant_id, userId: row.user_id, reason: row.reason },
    ...{ requestedBy: row.requested_by, approvedBy: row.approved_by },
    ending: isOver ? 'expired' : row.closed_at === null ? null : (row.status as Reset['ending']),
    ...{ waitMs: row.wait_ms, readyAt: row.ready_at, createdAt: row.created_at, expiresAt },
    closedAt: isOver ? expiresAt : row.closed_at,
    entry:
      entryExpiresAt === null
        ? null
        : {
            expiresAt: entryExpiresAt,
            isOpen: row.entry_digest !== null && entryExpiresAt > now,
          },
  }
}

interface Whose {
  readonly role: string
}

/**
 * What a reset still waits for. Who became an administrator since it was requested needs the second
 * person too, and who was one then still does.
 */
export function needsOf(reset: Reset, user: Whose, now: number): ResetNeed[] {
  if (reset.ending !== null) return []
  const needsApproval =
    reset.approvedBy === null && (reset.readyAt === null || needsSecondPerson(user))
  const isWaiting = reset.readyAt === null ? reset.waitMs > 0 : reset.readyAt > now
  return [
    ...(needsApproval ? (['second-person'] as const) : []),
    ...(isWaiting ? (['waiting'] as const) : []),
  ]
}

export function statusOf(reset: Reset, user: Whose, now: number): ResetStatus {
  if (reset.ending !== null) return reset.ending
  const needs = needsOf(reset, user, now)
  if (needs.includes('second-person')) return 'waiting-approval'
  return needs.length === 0 ? 'ready' : 'waiting'
}

/** T26: nobody gets into an administrator's account by talking to one person. */
export const needsSecondPerson = ({ role }: Whose) => role === 'admin'

/** How long somebody has to object, by the policy as it is now. */
export function waitOf({ resetWaitSeconds }: { readonly resetWaitSeconds: number }): number {
  return Math.max(resetWaitSeconds * 1000, LEAST_WAIT_MS)
}

/** From when on an approved reset may be completed: a wait that became shorter since does not count. */
export function readyAfter(reset: Reset, waitMs: number, now: number): number {
  const longest = reset.waitMs === 0 ? 0 : Math.max(reset.waitMs, waitMs)
  return Math.max(reset.readyAt ?? 0, now + longest)
}
