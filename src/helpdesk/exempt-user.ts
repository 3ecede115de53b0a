import type { Caller } from '../accounts/index.ts'
import { numberSubjectOf } from '../challenges/index.ts'
import { findUser } from '../factors/index.ts'
import { grantExemption, type RefusalRouteParts } from '../guard/index.ts'
import { toReason } from './agent.ts'
import type { HelpdeskParts } from './parts.ts'
import { userSubjectOf } from './read-user.ts'

/** How long somebody on the phone with the helpdesk may take. */
const HOURS = 1

export interface WantedExemption {
  readonly userId: string
  readonly agent: string
  readonly reason: string
}

export type ExemptResult =
  | { readonly outcome: 'exempted'; readonly expiresAt: number }
  | { readonly outcome: 'user-unknown' }

/** Lets one call to a user past the limits, while somebody of the helpdesk has them on the phone. */
export async function exemptUser(
  parts: HelpdeskParts,
  { tenantId, keyId }: Caller,
  { userId, agent, reason }: WantedExemption,
): Promise<ExemptResult> {
  const { store, clock, keyring } = parts.challenges
  const whose = { tenantId, userId }
  if (!(await findUser(store, whose, keyring))) return { outcome: 'user-unknown' }
  const { expiresAt } = await grantExemption(store, {
    ...{ tenantId, subject: userSubjectOf(parts, whose), by: keyId, agent },
    ...{ reason: toReason(reason), hours: HOURS, at: clock.now() },
  })
  return { outcome: 'exempted', expiresAt }
}

/** How the routes on refusals and exemptions know whom they are about. */
export function refusalParts(parts: HelpdeskParts): RefusalRouteParts {
  const { store, clock } = parts.challenges
  return {
    ...{ store, clock, toReason },
    userSubject: (tenantId, userId) => userSubjectOf(parts, { tenantId, userId }),
    numberSubject: (typed) => numberSubjectOf(parts.challenges, typed),
  }
}
