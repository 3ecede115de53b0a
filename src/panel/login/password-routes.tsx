import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { askForReset, changePassword, redeemReset } from '../../logins/index.ts'
import { sendPage } from '../../pages/index.ts'
import { standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { visitOf } from '../visit.ts'
import { ChangePage, ForgottenPage, NewPasswordPage } from './login-pages.tsx'

const Password = Type.String({ maxLength: 1024 })
const ForgottenForm = Type.Object({ name: Type.String({ maxLength: 254 }) })
const NewPasswordForm = Type.Object({ token: Type.String({ maxLength: 200 }), password: Password })
const ChangeForm = Type.Object({ old: Password, password: Password })

/** Forgotten and changed passwords. */
export const passwordRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  scope.get('/login/forgotten', { schema: { hide: true } }, async (request, reply) =>
    sendPage(reply, <ForgottenPage visit={visitOf(request)} sent={false} />),
  )

  // Always the same answer: nobody learns whether a name exists (T12).
  scope.post(
    '/login/forgotten',
    { schema: { hide: true, body: ForgottenForm } },
    async (request, reply) => {
      const visit = visitOf(request)
      const { tenantId, ip } = visit
      await askForReset(parts.logins, { tenantId, name: request.body.name, ip })
      return sendPage(reply, <ForgottenPage visit={visit} sent={true} />)
    },
  )

  scope.get('/login/new-password', { schema: { hide: true } }, async (request, reply) =>
    sendPage(reply, <NewPasswordPage visit={visitOf(request)} />),
  )

  scope.post(
    '/login/new-password',
    { schema: { hide: true, body: NewPasswordForm } },
    async (request, reply) => {
      const visit = visitOf(request)
      const { tenantId, ip } = visit
      const redeemed = await redeemReset(parts.logins, { ...request.body, tenantId, ip })
      if (redeemed.outcome === 'changed') return goTo(reply, visit, '/login?said=changed')
      const fault = redeemed.outcome === 'refused' ? redeemed.reason : redeemed.outcome
      const token = redeemed.outcome === 'closed' ? undefined : request.body.token
      const page = <NewPasswordPage visit={visit} fault={fault} token={token} />
      return sendPage(reply, page, 422)
    },
  )

  scope.get('/login/change', { schema: { hide: true } }, async (request, reply) => {
    const visit = visitOf(request)
    const { step } = await standingOf(parts, visit)
    if (step !== '/login/change' && step !== '/panel') return goTo(reply, visit, step)
    return sendPage(reply, <ChangePage visit={visit} />)
  })

  scope.post(
    '/login/change',
    { schema: { hide: true, body: ChangeForm } },
    async (request, reply) => {
      const visit = visitOf(request)
      const { step } = await standingOf(parts, visit)
      const { session } = visit
      if (!session || (step !== '/login/change' && step !== '/panel'))
        return goTo(reply, visit, step)
      const changed = await changePassword(parts.logins, session, request.body)
      if (changed.outcome === 'changed') {
        const next = await standingOf(parts, { ...visit, session: changed.session })
        return goTo(reply, visit, next.step)
      }
      const fault = changed.outcome === 'refused' ? changed.reason : changed.outcome
      return sendPage(reply, <ChangePage visit={visit} fault={fault} />, 422)
    },
  )
}
