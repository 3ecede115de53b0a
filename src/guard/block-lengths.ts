const DAY_MS = 24 * 3_600_000

export interface Lengths {
  readonly firstMs: number
  readonly mostMs: number
}

interface Previous {
  readonly until: number
  readonly lengthMs: number
}

/** How long a block lasts that begins now: what `beginBlock` says in SQL. */
export function nextLength(previous: Previous | undefined, at: number, lengths: Lengths): number {
  const { firstMs, mostMs } = lengths
  if (!previous || previous.until + DAY_MS <= at) return firstMs
  return Math.min(mostMs, previous.lengthMs * 2)
}
