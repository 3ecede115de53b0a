import type { ChallengeParts } from '../challenges/index.ts'
import type { Factor, User } from '../factors/index.ts'
import type { PublicFetch } from '../platform/http/index.ts'
import type { Store } from '../store/index.ts'

/** What the app on a phone needs of the rest of the service. */
export interface DeviceParts {
  readonly challenges: ChallengeParts
  /** Keys the digests of pairing codes. */
  readonly pairingKey: Buffer
  /** With which an app subscribes to pushes; null: none are sent. */
  readonly vapidPublicKey: string | null
  readonly judgeAddress: PublicFetch['judge']
  readonly notices: DeviceNotices
}

export interface DeviceNotices {
  /** Part of the transaction in which a confirmed app leaves. */
  tellLeft(within: Store, left: { user: User; factor: Factor; at: number }): Promise<void>
  /** When that has ended. */
  wake(): void
}
