import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  chooseOperatorPassword,
  confirmFactor,
  type OperatorSession,
  type OperatorStep,
  proveFactor,
  showSecret,
  stepOf,
} from '../../operators/index.ts'
import { sendPage } from '../../pages/index.ts'
import { setSession } from '../cookies.ts'
import { goTo } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { visitOf } from '../visit.ts'
import { PasswordPage, SetUpPage, VerifyPage } from './login-pages.tsx'
import { loginTexts } from './login-texts.ts'

const hide = true
const CodeForm = Type.Object({ code: Type.String({ maxLength: 32 }) })
const PasswordForm = Type.Object({
  old: Type.String({ maxLength: 1024 }),
  password: Type.String({ maxLength: 1024 }),
})

/** What stands between the right password and the console, in this order and no other. */
export const stepRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts: { operators } },
) => {
  scope.get('/ops/set-up', { schema: { hide } }, async (request, reply) => {
    const here = standsAt(request, reply, '/ops/set-up')
    if (!here) return reply
    const shown = await showSecret(operators, here.session)
    return sendPage(reply, <SetUpPage visit={here.visit} shown={shown} />)
  })

  scope.post('/ops/set-up', { schema: { hide, body: CodeForm } }, async (request, reply) => {
    const here = standsAt(request, reply, '/ops/set-up')
    if (!here) return reply
    const { visit, session } = here
    const token = await confirmFactor(operators, session, bare(request.body.code))
    if (token !== null) return enter(reply, visit, token)
    const shown = await showSecret(operators, session)
    const fault = loginTexts[visit.language].codeWrong
    return sendPage(reply, <SetUpPage visit={visit} shown={shown} fault={fault} />, 422)
  })

  scope.get('/ops/verify', { schema: { hide } }, async (request, reply) => {
    const here = standsAt(request, reply, '/ops/verify')
    return here ? sendPage(reply, <VerifyPage visit={here.visit} />) : reply
  })

  scope.post('/ops/verify', { schema: { hide, body: CodeForm } }, async (request, reply) => {
    const here = standsAt(request, reply, '/ops/verify')
    if (!here) return reply
    const { visit, session } = here
    const proved = await proveFactor(operators, session, bare(request.body.code))
    if (proved.outcome === 'right') return enter(reply, visit, proved.token)
    const words = loginTexts[visit.language]
    const isFull = proved.outcome === 'limit-reached'
    const fault = isFull
      ? words.tooOften(Math.ceil(proved.retryAfterSeconds / 60))
      : words.codeWrong
    return sendPage(reply, <VerifyPage visit={visit} fault={fault} />, isFull ? 429 : 422)
  })

  scope.get('/ops/password', { schema: { hide } }, async (request, reply) => {
    const here = standsAt(request, reply, '/ops/password')
    return here ? sendPage(reply, <PasswordPage visit={here.visit} />) : reply
  })

  // Also from the page of the account, by whoever is in.
  scope.post('/ops/password', { schema: { hide, body: PasswordForm } }, async (request, reply) => {
    const step = stepOf(visitOf(request).session)
    const here = standsAt(request, reply, step === '/ops' ? '/ops' : '/ops/password')
    if (!here) return reply
    const { visit, session } = here
    const chosen = await chooseOperatorPassword(operators, session, request.body)
    if (chosen.outcome === 'chosen') return enter(reply, visit, chosen.token)
    return sendPage(reply, <PasswordPage visit={visit} fault={chosen} />, 422)
  })
}

/** Nobody skips a step, and nobody takes one twice. */
function standsAt(request: FastifyRequest, reply: FastifyReply, wanted: OperatorStep) {
  const visit = visitOf(request)
  const session: OperatorSession | null = visit.session
  const step = stepOf(session)
  if (session && step === wanted) return { visit, session }
  goTo(reply, visit, step)
  return null
}

function enter(reply: FastifyReply, visit: Parameters<typeof goTo>[1], token: string) {
  setSession(reply, token)
  return goTo(reply, visit, '/ops')
}

const bare = (code: string) => code.replace(/\s/g, '')
