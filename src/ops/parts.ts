import type { Trials } from '../guard/index.ts'
import type { OperatorParts } from '../operators/index.ts'
import type { Log } from '../platform/log.ts'
import type { Signals } from '../platform/signals.ts'

/** What the console needs of the rest of the service. */
export interface OpsParts {
  readonly operators: OperatorParts
  readonly signals: Signals
  readonly trials: Trials
  readonly publicUrl: URL
  readonly log: Log
}
