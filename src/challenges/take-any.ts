import type { Charge, Limiter, TakeResult } from '../limits/index.ts'

/** Charges every limit; where there is none, the limiter is not asked. */
export async function takeAny(
  limiter: Limiter,
  charges: readonly Charge[],
  id: string,
): Promise<TakeResult> {
  return charges.length === 0 ? { taken: true, standings: [] } : limiter.take(charges, { id })
}
