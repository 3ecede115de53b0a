import type { FastifyRequest } from 'fastify'

/** Whether the browser says that a form stood on a page of ours; one that says nothing does not. */
export function isFromOwnPage(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site === undefined && origin === undefined) return false
  const isSameSite = site === undefined || site === 'same-origin'
  return isSameSite && (origin === undefined || isOwn(origin, request))
}

function isOwn(origin: string, { host }: FastifyRequest) {
  return URL.canParse(origin) && new URL(origin).host === host
}
