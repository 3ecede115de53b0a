import type { ChallengeParts } from '../challenges/index.ts'
import type { EnrolmentParts } from '../enrolment/index.ts'
import type { HelpdeskParts } from '../helpdesk/index.ts'
import type { LoginParts } from '../logins/index.ts'
import type { Log } from '../platform/log.ts'

/** What the pages need of the rest of the service. */
export interface PanelParts {
  readonly challenges: ChallengeParts
  readonly enrolment: EnrolmentParts
  readonly helpdesk: HelpdeskParts
  readonly logins: LoginParts
  readonly publicUrl: URL
  readonly log: Log
}
