import type { FastifyInstance, FastifyReply } from 'fastify'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'

const strictPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** For pages that are only read. */
export const readOnlyPolicy = [...strictPolicy, "form-action 'none'"].join('; ')
/** For pages with a form of ours and one script of ours. */
export const formPolicy = [
  ...strictPolicy,
  "form-action 'self'",
  "script-src 'self'",
  "connect-src 'self'",
].join('; ')

/** Everything that this scope answers carries the policy; an error page would be a hole in it. */
export function guardPages(scope: FastifyInstance, policy: string) {
  scope.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', policy)
    // Not `no-referrer`: with that, a browser hides from our own forms where they come from.
    reply.header('referrer-policy', 'same-origin')
  })
}

export function renderPage(page: JSX.Element): string {
  return `<!doctype html>${renderToString(page)}`
}

export function sendHtml(reply: FastifyReply, html: string, cache = 'no-store') {
  return reply.header('cache-control', cache).type('text/html; charset=utf-8').send(html)
}
