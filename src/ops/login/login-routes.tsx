import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  beginOperatorSession,
  type Checked,
  checkOperator,
  endOperatorSessions,
  type OperatorStep,
  stepOf,
} from '../../operators/index.ts'
import { browserOf, sendPage } from '../../pages/index.ts'
import { dropSession, setSession } from '../cookies.ts'
import { goTo } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { type OpsVisit, visitOf } from '../visit.ts'
import { LoginPage } from './login-pages.tsx'
import { loginTexts } from './login-texts.ts'
import { stepRoutes } from './step-routes.tsx'

const hide = true
const LoginForm = Type.Object({
  name: Type.String({ maxLength: 254 }),
  password: Type.String({ maxLength: 1024 }),
})

export const loginRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  await scope.register(stepRoutes, { parts })

  scope.get('/ops/login', { schema: { hide } }, async (request, reply) => {
    const visit = visitOf(request)
    const step: OperatorStep = stepOf(visit.session)
    return step === '/ops/login'
      ? sendPage(reply, <LoginPage visit={visit} />)
      : goTo(reply, visit, step)
  })

  scope.post('/ops/login', { schema: { hide, body: LoginForm } }, async (request, reply) =>
    logIn(parts, { request, reply, form: request.body }),
  )

  scope.post('/ops/logout', { schema: { hide } }, async (request, reply) => {
    const visit = visitOf(request)
    await endHere(parts, visit)
    dropSession(reply)
    return goTo(reply, visit, '/ops/login')
  })
}

interface Attempt {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly form: { readonly name: string; readonly password: string }
}

/** What was wrong is never told: neither by words, nor by status, nor by time (T12). */
async function logIn(parts: OpsParts, { request, reply, form }: Attempt) {
  const visit = visitOf(request)
  const { name, password } = form
  const checked = await checkOperator(parts.operators, { name, password, ip: visit.ip })
  if (checked.outcome !== 'right') {
    const { fault, status } = faultOf(visit, checked)
    return sendPage(reply, <LoginPage visit={visit} name={name} fault={fault} />, status)
  }
  // A session of somebody else on this browser ends here: no fixation, no mixing (T21).
  await endHere(parts, visit)
  const { operatorId } = checked
  const agent = browserOf(request.headers['user-agent'])
  const token = await beginOperatorSession(parts.operators, { operatorId, agent, ip: visit.ip })
  setSession(reply, token)
  // The new session says where it leads.
  return goTo(reply, visit, '/ops')
}

async function endHere({ operators }: OpsParts, { session }: OpsVisit) {
  if (!session) return
  await endOperatorSessions(operators, { operatorId: session.operator.id, sessionId: session.id })
}

function faultOf({ language }: OpsVisit, checked: Exclude<Checked, { outcome: 'right' }>) {
  const words = loginTexts[language]
  if (checked.outcome === 'wrong') return { fault: words.wrong, status: 422 }
  if (checked.outcome === 'busy') return { fault: words.busy, status: 503 }
  return { fault: words.tooOften(Math.ceil(checked.retryAfterSeconds / 60)), status: 429 }
}
