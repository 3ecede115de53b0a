import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import type { User } from '../../factors/index.ts'
import { toAgent } from '../../helpdesk/index.ts'
import type { Session } from '../../logins/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { readCookie } from '../cookies.ts'
import { standingOf } from '../flow.ts'
import type { PanelParts } from '../parts.ts'
import { readVisit } from '../read-visit.ts'
import type { Visit } from '../visit.ts'

/** Who helps: a user whom the policy names, logged in with a second factor. */
export interface Agent {
  readonly visit: Visit
  readonly session: Session
  readonly user: User
  /** As it stands in the log behind every act: never typed in. */
  readonly name: string
}

/**
 * For everybody else these pages are not there. Before anything is read of a request: a fault in a
 * form would tell that there is one (`test/security/panel-helpdesk-outsiders.test.ts`).
 */
export function guardHelpdesk(scope: FastifyInstance, parts: PanelParts) {
  scope.decorateRequest('agent', null)
  scope.addHook('onRequest', async (request) => {
    const agent = await findAgent(parts, request)
    if (!agent) throw generalProblems.notFound()
    request.setDecorator('agent', agent)
  })
  // By other methods too: an answer that one does not fit would tell that another does.
  const schema = { hide: true }
  const nothing = async () => Promise.reject(generalProblems.notFound())
  scope.all('/helpdesk/*', { schema }, nothing)
  scope.route({ method: otherMethods, url: '/helpdesk', schema, handler: nothing })
}

const otherMethods: HTTPMethods[] = ['DELETE', 'OPTIONS', 'PATCH', 'POST', 'PUT']

export function agentOf(request: FastifyRequest): Agent {
  return request.getDecorator<Agent>('agent')
}

async function findAgent(parts: PanelParts, request: FastifyRequest): Promise<Agent | null> {
  if (readCookie(request, 'session') === null) return null
  const visit = await readVisit(parts, request)
  const { session, policy } = visit
  if (session?.stage !== 'verified') return null
  if (!policy.helpdeskUsers.includes(session.userId)) return null
  const { step, user, canProve } = await standingOf(parts, visit)
  return step === '/panel' && canProve && user
    ? { visit, session, user, name: toAgent(user) }
    : null
}
