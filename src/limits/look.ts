import type { Charge, Limiter, Standing, TakeResult } from './limiter.ts'

/** What a take would be answered now; takes nothing. For acts that count only when they go wrong. */
export async function look(
  limiter: Pick<Limiter, 'peek'>,
  charges: readonly Charge[],
): Promise<TakeResult> {
  const standings = await limiter.peek(charges)
  const [refusedBy] = standings.filter(({ remaining }) => remaining === 0).sort(byLongestWait)
  return refusedBy ? { taken: false, refusedBy, standings } : { taken: true, standings }
}

const byLongestWait = (a: Standing, b: Standing) => b.retryAfterMs - a.retryAfterMs
