import { midnightBefore } from '../glance/period.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const untilNames = ['night', 'hours', 'day'] as const
export type UntilName = (typeof untilNames)[number]

/** When an override ends that was set now. `night`: at six in the morning, by the clock of the Netherlands. */
export function untilOf(name: UntilName, now: number): number {
  if (name === 'hours') return now + 4 * HOUR_MS
  if (name === 'day') return now + DAY_MS
  const today = midnightBefore(now) + 6 * HOUR_MS
  return today > now ? today : midnightBefore(now + DAY_MS) + 6 * HOUR_MS
}
