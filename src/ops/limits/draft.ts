const DAY_MS = 24 * 3_600_000

/** Of which traffic a document can be tried on. */
export const replayPeriods = ['day', 'week'] as const
export type ReplayPeriod = (typeof replayPeriods)[number]

export const periodMs: Readonly<Record<ReplayPeriod, number>> = { day: DAY_MS, week: 7 * DAY_MS }

/** The one that is not shorter; the API takes any two moments. */
export function periodOf({ since, until }: { since: number; until: number }): ReplayPeriod {
  return until - since <= periodMs.day ? 'day' : 'week'
}

/** What the form to change limits holds. */
export interface Draft {
  readonly text: string
  readonly reason: string
  readonly period: ReplayPeriod
  /** The version that was looked at. */
  readonly version: number
}
