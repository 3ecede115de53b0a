import type { EnrolmentParts } from '../enrolment/index.ts'

/** What the helpdesk needs of the rest of the service. */
export interface HelpdeskParts extends EnrolmentParts {
  /** Keys the tokens with which users cancel resets. */
  readonly cancelKey: Buffer
}
