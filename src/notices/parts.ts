import type { Clock } from '../platform/clock.ts'
import type { PublicFetch } from '../platform/http/public-fetch.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Log } from '../platform/log.ts'
import type { Signals } from '../platform/signals.ts'
import type { Store } from '../store/index.ts'
import type { Mailer } from './mails/mailer.ts'

/** What notices need of the rest of the service. */
export interface NoticeParts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly signals: Signals
  readonly log: Log
  /** Null where no mail can be sent: then none is written. */
  readonly mailer: Mailer | null
  readonly publicFetch: PublicFetch
}

/** Where instances tell each other that a notice waits to be delivered. */
export const QUEUED = 'notices:queued'
