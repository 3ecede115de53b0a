import type { Charge, Limiter, Standing, TakeResult } from './limiter.ts'
import { isEnforced } from './rule.ts'

/** What a take would be answered now; takes nothing. For acts that count only when they go wrong. */
export async function look(
  limiter: Pick<Limiter, 'peek'>,
  charges: readonly Charge[],
): Promise<TakeResult> {
  const standings = await limiter.peek(charges)
  const [refusedBy] = standings.filter(isFull).sort(byLongestWait)
  return refusedBy ? { taken: false, refusedBy, standings } : { taken: true, standings }
}

const byLongestWait = (a: Standing, b: Standing) => b.retryAfterMs - a.retryAfterMs

/** Whether it refuses the next such charge. */
export function isFull({ limit, retryAfterMs }: Standing): boolean {
  return retryAfterMs > 0 && isEnforced(limit)
}
