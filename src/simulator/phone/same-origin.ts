import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * A browser names the page that a changing request comes from. Another site's page is refused; a
 * client that is no browser names none.
 */
export async function refuseOtherSites(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const { origin, host, 'sec-fetch-site': site } = request.headers
  const foreignOrigin = origin !== undefined && hostOf(origin) !== host
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (!foreignOrigin && !foreignSite) return undefined
  return reply.code(403).send({ code: 'other-site' })
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
