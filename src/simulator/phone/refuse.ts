import type { FastifyReply } from 'fastify'

/** What a control route says no with; `code` is stable. */
export function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).send({ code })
}

/** A member of a JSON body that should be text; anything else is empty. */
export function textIn(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null
  return typeof value === 'string' ? value : ''
}
