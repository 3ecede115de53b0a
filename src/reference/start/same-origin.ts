import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../../platform/problem.ts'

export const startPageProblems = {
  otherSite: problem('other-site', 403, 'This form was not sent from our own page'),
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * Admits a form that one of our own pages sent. There is no cookie to steal here, but another site
 * must not make the phone ring; nor may one whose name was made to point at this machine, so the
 * name that was asked for has to be ours. `test/http/reference.test.ts`
 */
export function requireOwnPage(publicUrl: URL) {
  const ownNames = [...loopbackNames, publicUrl.hostname]

  return async (request: FastifyRequest, _reply: FastifyReply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const { host = '', origin, 'sec-fetch-site': site } = request.headers
    const fromOwnPage =
      (site === undefined || site === 'same-origin') && hostOf(origin) === host.toLowerCase()
    if (!fromOwnPage || !ownNames.includes(nameOf(host))) throw startPageProblems.otherSite()
  }
}

function hostOf(origin: string | undefined) {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null
}

function nameOf(host: string) {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
}
