import type { TenantPolicy } from './policy.ts'

/** What decides when a second factor is asked for and when it is required. */
export type RolloutDates = Pick<TenantPolicy, 'announceAt' | 'enforceAt' | 'graceEndedAt'>

/**
 * From when on there is no login without a second factor; null: no date was set. A grace that ended
 * once has ended, wherever `enforceAt` was moved to later.
 */
export function enforcedFrom({ enforceAt, graceEndedAt }: RolloutDates): number | null {
  return graceEndedAt ?? enforceAt
}

export function isEnforced(dates: RolloutDates, now: number): boolean {
  const from = enforcedFrom(dates)
  return from !== null && from <= now
}

/** What is enforced is announced too, even when nobody set a date for that. */
export function isAnnounced(dates: RolloutDates, now: number): boolean {
  return (dates.announceAt !== null && dates.announceAt <= now) || isEnforced(dates, now)
}

/** What has to be written down before the dates change: a date that passed is not to be lost. */
export function graceEnded(dates: RolloutDates, now: number): number | null {
  return isEnforced(dates, now) ? enforcedFrom(dates) : null
}
