import type { Limiter, LimitsInForce } from '../limits/index.ts'
import type { Notices } from '../notices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../store/index.ts'

/** What the guard needs of the rest of the service. */
export interface GuardParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Pick<Log, 'error'>
  readonly limiter: Limiter
  readonly limits: LimitsInForce
  readonly notices: Pick<Notices, 'statements' | 'wake'>
}
