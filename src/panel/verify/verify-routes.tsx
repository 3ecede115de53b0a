import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { factorIdPattern } from '../../challenges/index.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { visitOf } from '../visit.ts'
import { admitToVerify, type Proving } from './admit.ts'
import { checkCode } from './check-code.tsx'
import { findOwn } from './own-challenge.ts'
import { roundOf, sendReported, wasReported } from './reported.tsx'
import { resendOwn } from './resend-own.tsx'
import { openAnew, showOwn } from './show-own.tsx'
import { showMethods, switchOwn } from './switch-own.tsx'
import { watchOwn } from './watch-own.ts'

const hide = true
const CodeForm = Type.Object({ code: Type.String({ maxLength: 64 }) })
const SwitchForm = Type.Object({ factorId: Type.String({ pattern: factorIdPattern }) })

export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The second step of a login, and once more for whoever changes factors. */
export const verifyRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  type Act = (parts: PanelParts, proving: Proving, exchange: Exchange) => Promise<unknown>
  const admitted =
    (act: Act) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const proving = await admitToVerify(parts, request, reply)
      if (proving) await act(parts, proving, { request, reply })
      return reply
    }

  scope.get('/verify', { schema: { hide } }, async (request, reply) => {
    const visit = visitOf(request)
    if (await wasReported(parts, visit, roundOf(request))) return sendReported(reply, visit)
    return admitted(showOwn)(request, reply)
  })
  scope.get('/verify/methods', { schema: { hide } }, admitted(showMethods))
  scope.post('/verify/resend', { schema: { hide } }, admitted(resendOwn))
  scope.post('/verify/again', { schema: { hide } }, admitted(openAnew))

  scope.post('/verify', { schema: { hide, body: CodeForm } }, async (request, reply) => {
    const typed = request.body.code
    return admitted((...given) => checkCode(...given, typed))(request, reply)
  })

  scope.post('/verify/switch', { schema: { hide, body: SwitchForm } }, async (request, reply) => {
    const { factorId } = request.body
    return admitted((...given) => switchOwn(...given, factorId))(request, reply)
  })

  // Whoever comes back to where a form led.
  for (const path of ['/verify/resend', '/verify/again', '/verify/switch'])
    scope.get(path, { schema: { hide } }, async (request, reply) =>
      goTo(reply, visitOf(request), '/verify'),
    )

  scope.get('/verify/events', { schema: { hide } }, async (request, reply) => {
    const { session } = visitOf(request)
    const challenge = session && (await findOwn(parts, session))
    // 204 tells a browser not to come back.
    if (!challenge) return reply.code(204).send()
    watchOwn(parts, challenge.id, { request, reply })
    return reply
  })
}
