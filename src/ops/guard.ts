import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isCsrf } from '../logins/index.ts'
import { type OperatorRole, stepOf } from '../operators/index.ts'
import { contentPolicy, isFromOwnPage } from '../pages/index.ts'
import { problem } from '../platform/problem.ts'
import { readCookie } from './cookies.ts'
import type { OpsParts } from './parts.ts'
import { type OpsVisit, readVisit, visitOf } from './visit.ts'

export const opsProblems = {
  formForged: problem('form-not-ours', 403, 'This form was not sent from our own page'),
  roleMissing: problem('role-missing', 403, 'An operator of this role may not do this'),
}

/** Every page knows whom it is for, and every form that it came from a page of ours (T21, T22). */
export function guardOps(scope: FastifyInstance, parts: OpsParts) {
  scope.decorateRequest('opsVisit', null)
  scope.addHook('preHandler', async (request) => {
    request.setDecorator('opsVisit', await readVisit(parts, request))
    if (request.method === 'POST') requireOwnForm(parts, request)
  })
  scope.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentPolicy)
    reply.header('referrer-policy', 'same-origin')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/** Held by `test/security/ops-csrf.test.ts`. */
function requireOwnForm(parts: OpsParts, request: FastifyRequest) {
  if (!isFromOwnPage(request)) throw opsProblems.formForged()
  const { session } = visitOf(request)
  const token = readCookie(request, 'session')
  const given = (request.body as { csrf?: unknown } | null)?.csrf
  if (session && token !== null && !isCsrf(parts.operators, token, String(given ?? '')))
    throw opsProblems.formForged()
}

/** Nothing in this scope opens before every step of the login was taken, by one of these roles. */
export function requireInside(scope: FastifyInstance, roles: readonly OperatorRole[]) {
  scope.addHook('preHandler', async (request, reply) => {
    const visit = visitOf(request)
    const step = stepOf(visit.session)
    if (step !== '/ops') return goTo(reply, visit, step)
    const role = visit.session?.operator.role
    if (role === undefined || !roles.includes(role)) throw opsProblems.roleMissing()
  })
}

/** Sends on, within the console only: an address that came from outside is never followed. */
export function goTo(reply: FastifyReply, { base }: Pick<OpsVisit, 'base'>, path: `/${string}`) {
  return reply.redirect(base + path, 303)
}
