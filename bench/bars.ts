import type { Comparison } from './compare.ts'
import { median } from './counts.ts'
import type { Growth } from './growth.ts'
import type { Sample } from './rounds.ts'

/** What must hold on PostgreSQL and Redis, for now. */
export const bars = {
  /** Of the floor's operations a second. */
  ofFloor: 0.6,
  redisTrips: 1,
  /** With many open challenges, of the operations a second with few: the same, and noise. */
  growth: 0.8,
} as const

/** Round by round, because a shared machine is slower in one than in the next. */
export function ratioOf(left: readonly Sample[], right: readonly Sample[]): number {
  const pairs = left.map(({ perSecond }, round) => perSecond / (right[round]?.perSecond ?? 0))
  return median(pairs)
}

/** In words; none: all is well. */
export function missedBars(
  comparisons: readonly Comparison[],
  growths: readonly Growth[],
): readonly string[] {
  return [
    ...comparisons.flatMap(missedBy),
    ...growths
      .map(({ operation, few, many }) => ({ name: operation.name, ratio: ratioOf(many, few) }))
      .filter(({ ratio }) => ratio < bars.growth)
      .map(({ name, ratio }) => `${name}: grows, ${ratio.toFixed(2)} of what it does with few`),
  ]
}

function missedBy({ operation, ours, floor, counts }: Comparison): string[] {
  if (!counts) return []
  const { name, mostTrips } = operation
  const { redisTripsWaited, sqlTripsWaited } = counts.ours
  const ratio = ratioOf(ours, floor)
  const missed: string[] = []
  if (ratio < (operation.leastOfFloor ?? bars.ofFloor))
    missed.push(`${name}: ${ratio.toFixed(2)} of the floor`)
  if (redisTripsWaited > bars.redisTrips)
    missed.push(`${name}: ${redisTripsWaited} Redis round trips`)
  if (mostTrips !== null && sqlTripsWaited > mostTrips)
    missed.push(`${name}: ${sqlTripsWaited} database round trips`)
  return missed
}
