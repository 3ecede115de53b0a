import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { beginSession, checkPassword, endSession, type Place } from '../../logins/index.ts'
import { browserOf, sendPage } from '../../pages/index.ts'
import { dropCookie, setCookie } from '../cookies.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { type Visit, visitOf } from '../visit.ts'
import { LoginPage } from './login-pages.tsx'
import { loginTexts } from './login-texts.ts'

const LoginForm = Type.Object({
  name: Type.String({ maxLength: 254 }),
  password: Type.String({ maxLength: 1024 }),
})
const Query = Type.Object({ said: Type.Optional(Type.String()) })
const said = ['ended', 'over', 'changed'] as const

const places: Readonly<Record<Place, string>> = { panel: '/login', webcalls: '/login/webcalls' }

/** Two places to log in, the panel and Webcalls: one rule and one session. */
export const loginRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  for (const [place, path] of Object.entries(places) as [Place, string][]) {
    scope.get(path, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
      const visit = visitOf(request)
      const { step } = await standingOf(parts, visit)
      if (step !== '/login') return goTo(reply, visit, step)
      const word = said.find((one) => one === request.query.said)
      const words = loginTexts[visit.language]
      const props = word === undefined ? {} : { said: words[word] }
      return sendPage(reply, <LoginPage visit={visit} place={place} {...props} />)
    })

    scope.post(path, { schema: { hide: true, body: LoginForm } }, async (request, reply) =>
      logIn(parts, place, { request, reply, form: request.body }),
    )
  }

  scope.post('/logout', { schema: { hide: true } }, async (request, reply) => {
    const visit = visitOf(request)
    if (visit.session) await endSession(parts.logins, visit.session)
    dropCookie(reply, 'session')
    dropCookie(reply, 'proof')
    return goTo(reply, visit, '/login?said=ended')
  })
}

interface Attempt {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly form: { readonly name: string; readonly password: string }
}

/** What was wrong is never told: neither by words, nor by status, nor by time (T12). */
async function logIn(parts: PanelParts, place: Place, { request, reply, form }: Attempt) {
  const visit = visitOf(request)
  const { tenantId, ip, policy } = visit
  const { name, password } = form
  const checked = await checkPassword(parts.logins, { tenantId, policy, name, password, ip })
  if (checked.outcome !== 'right') {
    const { fault, status } = faultOf(visit, checked)
    const page = <LoginPage visit={visit} place={place} name={name} fault={fault} />
    return sendPage(reply, page, status)
  }
  // A session of somebody else on this browser ends here: no fixation, no mixing (T21).
  if (visit.session) await endSession(parts.logins, visit.session)
  const { userId } = checked
  const agent = browserOf(request.headers['user-agent'])
  const begun = await beginSession(parts.logins, { tenantId, userId, place, agent, ip })
  setCookie(reply, 'session', begun.token)
  dropCookie(reply, 'proof')
  const next = await standingOf(parts, { ...visit, session: begun.session })
  return goTo(reply, visit, next.step)
}

function faultOf(
  { language }: Visit,
  checked: Exclude<Awaited<ReturnType<typeof checkPassword>>, { outcome: 'right' }>,
) {
  const words = loginTexts[language]
  switch (checked.outcome) {
    case 'wrong':
      return { fault: words.wrong, status: 422 }
    case 'busy':
      return { fault: words.busy, status: 503 }
    case 'limit-reached':
      return { fault: words.tooOften(Math.ceil(checked.retryAfterSeconds / 60)), status: 429 }
  }
}
