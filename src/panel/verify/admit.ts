import type { FastifyReply, FastifyRequest } from 'fastify'
import type { User } from '../../factors/index.ts'
import type { Session } from '../../logins/index.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { type Visit, visitOf } from '../visit.ts'

/** Whoever gave the password and has yet to prove it. */
export interface Proving {
  readonly visit: Visit
  readonly session: Session
  readonly user: User
}

/** Null: sent on to where the login is. */
export async function admitToVerify(
  parts: PanelParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Proving | null> {
  const visit = visitOf(request)
  const { session } = visit
  const { step, user } = await standingOf(parts, visit)
  if (step === '/verify' && session && user)
    return { visit: { ...visit, path: '/verify' }, session, user }
  goTo(reply, visit, step)
  return null
}
