import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { generalProblems } from '../problem.ts'

/** Answers 405 with `Allow` for an address that exists under another method, 404 for the rest. */
export function answerUnknownAddresses(app: FastifyInstance) {
  const known: { pattern: RegExp; method: string }[] = []

  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat()) known.push({ pattern: toPattern(url), method: one })
  })
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? ''
    const methods = known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    if (methods.length === 0) throw generalProblems.notFound()
    reply.header('allow', [...new Set(methods)].sort().join(', '))
    throw generalProblems.methodNotAllowed()
  })
}

function toPattern(url: string) {
  const segments = url.split('/').map((segment) => {
    if (segment === '*') return '.*'
    const pieces = segment.split(/(:[A-Za-z]+)/)
    return pieces.map((piece) => (piece.startsWith(':') ? '[^/]+' : escapeRegExp(piece))).join('')
  })
  return new RegExp(`^${segments.join('/')}$`)
}

function escapeRegExp(text: string) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
