import type { FastifyReply, FastifyRequest } from 'fastify'
import { type EnrolmentState, enrolmentOf } from '../../enrolment/index.ts'
import type { User } from '../../factors/index.ts'
import type { Session } from '../../logins/index.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { type Visit, visitOf } from '../visit.ts'

/** Whoever may set up factors: a newcomer with the password, everybody else after the second factor. */
export interface Enrolling {
  readonly visit: Visit
  readonly session: Session
  readonly user: User
  readonly enrolment: Pick<EnrolmentState, 'state' | 'required' | 'graceLeftSeconds' | 'advice'>
}

/** Null: sent on to where the login is. */
export async function admitToSetUp(
  parts: PanelParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Enrolling | null> {
  const visit = visitOf(request)
  const { session } = visit
  const { step, user } = await standingOf(parts, visit)
  if (session && user && (step === '/set-up' || step === '/panel')) {
    const enrolment = await enrolmentOf(parts.enrolment, visit.caller, user.id)
    return { visit: { ...visit, path: pathOf(request) }, session, user, enrolment }
  }
  goTo(reply, visit, step)
  return null
}

/** Where a form led is no address to come back to. */
function pathOf({ method, url }: FastifyRequest) {
  return method === 'GET' ? url : '/set-up'
}

/** While a second factor is required, whoever has none stays here. */
export function maySkip({ required, state }: Enrolling['enrolment']): boolean {
  return !(required && state === 'none')
}
