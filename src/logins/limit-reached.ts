import { retryAfterSeconds, type Standing, type TakeResult } from '../limits/index.ts'

export interface LimitReached {
  readonly outcome: 'limit-reached'
  /** Its name. */
  readonly limit: string
  readonly retryAfterSeconds: number
  readonly standings: readonly Standing[]
}

export function limitReached({
  refusedBy,
  standings,
}: Extract<TakeResult, { taken: false }>): LimitReached {
  return {
    outcome: 'limit-reached',
    limit: refusedBy.limit.name,
    retryAfterSeconds: Math.max(1, retryAfterSeconds(refusedBy)),
    standings,
  }
}
