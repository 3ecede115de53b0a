import type { Limiter } from '../limits/index.ts'
import type { JudgeStrength, PasswordHasher } from '../logins/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'

/** What accounts of operators need of the rest of the service. */
export interface OperatorParts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly limiter: Limiter
  /** A keyed hash, the only form in which names and addresses are counted. */
  readonly pseudonym: (kind: string, value: string) => string
  readonly hasher: PasswordHasher
  readonly judgeStrength: JudgeStrength
  /** Makes the tokens of forms from those of sessions. */
  readonly csrfKey: Buffer
}
