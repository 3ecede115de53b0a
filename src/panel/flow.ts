import { waysOf } from '../challenges/index.ts'
import { enrolmentState, hasLostAll } from '../enrolment/index.ts'
import { findFactors, findUser, type User } from '../factors/index.ts'
import type { PanelParts } from './parts.ts'
import type { Visit } from './visit.ts'

/** Where a person has to go next; no page beyond it opens before (OWASP ASVS 2.3.1). */
export type Step = '/login' | '/login/change' | '/verify' | '/locked' | '/set-up' | '/panel'

export interface Standing {
  readonly step: Step
  readonly user: User | null
  /** With what a login may be proved. */
  readonly canProve: boolean
  readonly enrolment: ReturnType<typeof enrolmentState> | null
}

/** Evaluated anew at every page, so that a date that passes or a factor that goes counts at once. */
export async function standingOf(parts: PanelParts, visit: Visit): Promise<Standing> {
  const { session, tenantId, policy, caller } = visit
  const { store, keyring, clock } = parts.challenges
  if (!session) return nobody
  const user = await findUser(store, { tenantId, userId: session.userId }, keyring)
  if (!user) return nobody
  const now = clock.now()
  const factors = await findFactors(store, { tenantId, userId: user.id, now })
  const enrolment = enrolmentState({ policy, user, factors, now })
  const ways = await waysOf(parts.challenges, caller, user)
  const known = { user, enrolment, canProve: ways.length > 0 }
  const isOut = hasLostAll(factors, ways)
  return { ...known, step: isOut ? '/locked' : stepOf(session, known) }
}

const nobody: Standing = { step: '/login', user: null, canProve: false, enrolment: null }

function stepOf(
  session: NonNullable<Visit['session']>,
  { canProve, enrolment }: Pick<Standing, 'canProve' | 'enrolment'>,
): Step {
  // First the second factor: else whoever has the old password alone could choose the new one.
  if (session.stage !== 'verified' && canProve) return '/verify'
  if (session.mustChange) return '/login/change'
  const wanted = enrolment?.asked || enrolment?.required
  const isThere = enrolment?.state === 'complete'
  const mustStay = enrolment?.required && enrolment.state === 'none'
  if (wanted && !isThere && (mustStay || !session.skippedSetUp)) return '/set-up'
  return '/panel'
}
