import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { cancelByToken, redeemEntry } from '../../helpdesk/index.ts'
import { sendPage } from '../../pages/index.ts'
import type { PanelParts } from '../parts.ts'
import { visitOf } from '../visit.ts'
import { LinkPage, pathOf } from './link-page.tsx'
import type { LinkKind } from './link-texts.ts'

const TokenForm = Type.Object({ token: Type.String({ maxLength: 300 }) })
const kinds: readonly LinkKind[] = ['entry', 'cancel']

/** Where mails of the helpdesk lead: the way back in, and the way to stop a reset. */
export const linkRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts: { helpdesk } },
) => {
  for (const kind of kinds) {
    scope.get(pathOf[kind], { schema: { hide: true } }, async (request, reply) =>
      sendPage(reply, <LinkPage visit={visitOf(request)} kind={kind} />),
    )

    scope.post(
      pathOf[kind],
      { schema: { hide: true, body: TokenForm } },
      async (request, reply) => {
        const visit = visitOf(request)
        const use = kind === 'entry' ? redeemEntry : cancelByToken
        const { outcome } = await use(helpdesk, visit.caller, request.body.token.trim())
        const isDone = outcome === 'redeemed' || outcome === 'cancelled'
        const page = <LinkPage visit={visit} kind={kind} outcome={isDone ? 'done' : 'over'} />
        return sendPage(reply, page, isDone ? 200 : 410)
      },
    )
  }
}
