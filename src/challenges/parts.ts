import type { JudgeOwnNumber } from '../accounts/index.ts'
import type { Calls } from '../calls/index.ts'
import type { Guard } from '../guard/index.ts'
import type { Limiter, LimitsInForce } from '../limits/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Signals } from '../platform/signals.ts'
import type { Store } from '../store/index.ts'
import type { AssertionSigner } from './assertion.ts'
import type { Challenge } from './challenge.ts'

/** What challenges need of the rest of the service. */
export interface ChallengeParts {
  readonly store: Store
  readonly keyring: Keyring
  readonly clock: Clock
  readonly signals: Signals
  readonly limiter: Limiter
  readonly limits: LimitsInForce
  readonly guard: Guard
  readonly calls: Calls
  /** Keys the digests of codes. */
  readonly codeKey: Buffer
  /** A keyed hash, the only form in which numbers and addresses are counted. */
  readonly pseudonym: (kind: string, value: string) => string
  readonly signer: AssertionSigner
  /** Whether the tenant's own exchange hosts or forwards a number. */
  readonly judgeOwnNumber: JudgeOwnNumber
  /** Brings the code of a challenge to the user's app, in the background. */
  readonly toApp: (challenge: Challenge) => void
  /** What follows when a user's challenge changes; part of the transaction that changes it. */
  readonly follow: (within: Store, challenge: Challenge, at: number) => Promise<void>
}
