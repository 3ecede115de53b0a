import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { UserParams } from '../../enrolment/index.ts'
import type { PanelParts } from '../parts.ts'
import { ActForm } from './act-form.ts'
import { actNames } from './acts.ts'
import { beginAct } from './begin-act.tsx'
import { showForm, takeAct } from './take-act.tsx'

const hide = true

/** Every act: its form, the page that asks whether it is to be done, and then it is done. */
export const actRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  for (const act of actNames) {
    const path = `/helpdesk/users/:userId/${act}`
    scope.get(path, { schema: { hide, params: UserParams } }, async (request, reply) => {
      const doing = await beginAct(parts, { act, request, reply }, request.params.userId)
      if (doing) await showForm(parts, doing)
      return reply
    })

    const schema = { hide, params: UserParams, body: ActForm }
    scope.post(path, { schema }, async (request, reply) => {
      const doing = await beginAct(parts, { act, request, reply }, request.params.userId)
      if (doing) await takeAct(parts, doing, request.body)
      return reply
    })
  }
}
