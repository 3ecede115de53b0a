import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { endOperatorSessions, listOperatorSessions } from '../../operators/index.ts'
import { sendPage } from '../../pages/index.ts'
import { goTo, requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { AccountPage } from './account-page.tsx'

const hide = true
const SessionParams = Type.Object({ id: Type.String({ pattern: '^(os_[0-9a-f]{40}|others)$' }) })

/** One's own password and browsers. */
export const accountRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts: { operators } },
) => {
  requireInside(scope, ['ops', 'helpdesk'])

  scope.get('/ops/account', { schema: { hide } }, async (request, reply) => {
    const visit = insideOf(request)
    const sessions = await listOperatorSessions(operators, visit.operator.id)
    return sendPage(reply, <AccountPage visit={visit} sessions={sessions} />)
  })

  scope.post(
    '/ops/account/sessions/:id/end',
    { schema: { hide, params: SessionParams } },
    async (request, reply) => {
      const visit = insideOf(request)
      const { id } = request.params
      const operatorId = visit.operator.id
      const which =
        id === 'others' ? { sessionId: null, except: visit.session.id } : { sessionId: id }
      await endOperatorSessions(operators, { operatorId, ...which })
      return goTo(reply, visit, '/ops/account')
    },
  )
}
