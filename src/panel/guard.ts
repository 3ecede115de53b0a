import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isCsrf } from '../logins/index.ts'
import { contentPolicy, isFromOwnPage } from '../pages/index.ts'
import { problem } from '../platform/problem.ts'
import { readCookie } from './cookies.ts'
import type { PanelParts } from './parts.ts'
import { readVisit } from './read-visit.ts'
import { type Visit, visitOf } from './visit.ts'

export const panelProblems = {
  formForged: problem('form-not-ours', 403, 'This form was not sent from our own page'),
}

/** Every page knows whom it is for, and every form that it came from a page of ours (T21, T22). */
export function guardPanel(scope: FastifyInstance, parts: PanelParts) {
  scope.decorateRequest('visit', null)
  scope.addHook('preHandler', async (request) => {
    request.setDecorator('visit', await readVisit(parts, request))
    if (request.method === 'POST') requireOwnForm(parts, request)
  })
  scope.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentPolicy)
    // Not `no-referrer`: with that, a browser hides from our own forms where they come from.
    reply.header('referrer-policy', 'same-origin')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/**
 * Where a form comes from, as the browser says it, and inside a session what only our page knew.
 * Held by `test/security/panel-csrf.test.ts`.
 */
function requireOwnForm(parts: PanelParts, request: FastifyRequest) {
  if (!isFromOwnPage(request)) throw panelProblems.formForged()
  const { session } = visitOf(request)
  const token = readCookie(request, 'session')
  const given = (request.body as { csrf?: unknown } | null)?.csrf
  if (session && token !== null && !isCsrf(parts.logins, token, String(given ?? '')))
    throw panelProblems.formForged()
}

/** Sends on, within the panel only: an address that came from outside is never followed. */
export function goTo(reply: FastifyReply, { base }: Pick<Visit, 'base'>, path: `/${string}`) {
  return reply.redirect(base + path, 303)
}
