import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { UserParams } from '../../enrolment/index.ts'
import { stepDown } from '../../logins/index.ts'
import { sendPage } from '../../pages/index.ts'
import { setCookie } from '../cookies.ts'
import { goTo } from '../guard.ts'
import { toOwnPath } from '../home/home-routes.tsx'
import type { PanelParts } from '../parts.ts'
import { actRoutes } from './act-routes.tsx'
import { actTexts } from './act-texts.ts'
import { agentOf, guardHelpdesk } from './admit.ts'
import { FindPage } from './find-page.tsx'
import { findUsers } from './find-users.ts'
import { lookUp } from './meaning.ts'
import { userPath } from './paths.ts'
import { findSeen, sendUser } from './show-user.tsx'

const hide = true
const FindForm = Type.Object({ sought: Type.String({ maxLength: 254 }) })
const ProveForm = Type.Object({ back: Type.String({ maxLength: 1000 }) })
const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) })

/** Find a user, see why they cannot get in, and help. */
export const helpdeskPageRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  const { clock } = parts.challenges
  guardHelpdesk(scope, parts)
  await scope.register(actRoutes, { parts })

  scope.get('/helpdesk', { schema: { hide } }, async (request, reply) =>
    sendPage(reply, <FindPage visit={agentOf(request).visit} now={clock.now()} />),
  )

  scope.post('/helpdesk/find', { schema: { hide, body: FindForm } }, async (request, reply) => {
    const agent = agentOf(request)
    const { visit } = agent
    const typed = request.body.sought
    const found = await findUsers(parts, agent, typed)
    const { users, refusal } = found
    const [only] = users
    if (only && users.length === 1 && !refusal) return goTo(reply, visit, userPath(only.id))
    const status = only || refusal ? 200 : 422
    return sendPage(reply, <FindPage {...{ visit, typed, found }} now={clock.now()} />, status)
  })

  const schema = { hide, params: UserParams, querystring: Query }
  scope.get('/helpdesk/users/:userId', { schema }, async (request, reply) => {
    const agent = agentOf(request)
    const seen = await findSeen(parts, agent, { ...request.params, reply })
    if (!seen) return reply
    const said = lookUp(actTexts[agent.visit.language].done, request.query.done)
    return sendUser(parts, agent, { seen, reply, said })
  })

  // The same way as at the login, and then back to what was to be done.
  scope.post('/helpdesk/prove', { schema: { hide, body: ProveForm } }, async (request, reply) => {
    const { visit, session } = agentOf(request)
    await stepDown(parts.logins, session)
    setCookie(reply, 'back', toHelpdeskPath(request.body.back))
    return goTo(reply, visit, '/verify')
  })

  // Whoever comes back to where a form led.
  for (const path of ['/helpdesk/find', '/helpdesk/prove'])
    scope.get(path, { schema: { hide } }, async (request, reply) =>
      goTo(reply, agentOf(request).visit, '/helpdesk'),
    )
}

function toHelpdeskPath(back: string): `/${string}` {
  return /^\/helpdesk\/users\/[^/?#]+\/[a-z-]+$/.test(back) ? toOwnPath(back) : '/helpdesk'
}
