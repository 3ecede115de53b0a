import type { JudgeOwnNumber } from '../accounts/index.ts'
import type { ChallengeParts } from '../challenges/index.ts'
import type { Notices } from '../notices/index.ts'

/** What enrolling needs of the rest of the service. */
export interface EnrolmentParts {
  readonly challenges: ChallengeParts
  readonly notices: Notices
  /** Why a number cannot be a factor: the tenant's own exchange has it. */
  readonly judgeOwnNumber: JudgeOwnNumber
  /** Keys the digests of pairing codes. */
  readonly pairingKey: Buffer
  /** Where apps are paired. */
  readonly publicUrl: URL
}
