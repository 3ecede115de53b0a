import type { FastifyReply } from 'fastify'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'

export function sendPage(reply: FastifyReply, page: JSX.Element, status = 200) {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${renderToString(page)}`)
}
