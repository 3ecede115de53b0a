import type { Limiter, LimitsInForce } from '../limits/index.ts'
import type { Notices } from '../notices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import type { PasswordHasher } from './hasher.ts'
import type { JudgeStrength } from './strength.ts'

/** What logins need of the rest of the service. */
export interface LoginParts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly limiter: Limiter
  readonly limits: LimitsInForce
  readonly notices: Notices
  /** A keyed hash, the only form in which names and addresses are looked up and counted. */
  readonly pseudonym: (kind: string, value: string) => string
  readonly hasher: PasswordHasher
  readonly judgeStrength: JudgeStrength
  /** Makes the tokens of forms from those of sessions. */
  readonly csrfKey: Buffer
  /** Where the links in mails lead. */
  readonly publicUrl: URL
}
