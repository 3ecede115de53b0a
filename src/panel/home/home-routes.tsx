import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { languages, sendPage } from '../../pages/index.ts'
import { setCookie } from '../cookies.ts'
import { type Standing, standingOf } from '../flow.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { visitOf } from '../visit.ts'
import { HomePage } from './home.tsx'
import { LockedPage } from './locked.tsx'

const DAY_SECONDS = 24 * 3600
const LanguageParams = Type.Object({
  language: Type.Union(languages.map((one) => Type.Literal(one))),
})
const LanguageQuery = Type.Object({ back: Type.Optional(Type.String({ maxLength: 500 })) })

export const homeRoutes: FastifyPluginAsyncTypebox<{ parts: PanelParts }> = async (
  scope,
  { parts },
) => {
  scope.get('/panel', { schema: { hide: true } }, async (request, reply) => {
    const visit = visitOf(request)
    const standing = await standingOf(parts, visit)
    const { step, user } = standing
    if (step !== '/panel' || !user) return goTo(reply, visit, step)
    const name = user.displayName ?? user.id
    const isHelpdesk = visit.policy.helpdeskUsers.includes(user.id)
    const left = daysLeft(standing)
    const page = <HomePage visit={visit} name={name} daysLeft={left} isHelpdesk={isHelpdesk} />
    return sendPage(reply, page)
  })

  scope.get('/locked', { schema: { hide: true } }, async (request, reply) => {
    const visit = visitOf(request)
    const { step } = await standingOf(parts, visit)
    return step === '/locked'
      ? sendPage(reply, <LockedPage visit={visit} />)
      : goTo(reply, visit, step)
  })

  scope.get(
    '/language/:language',
    { schema: { hide: true, params: LanguageParams, querystring: LanguageQuery } },
    async (request, reply) => {
      setCookie(reply, 'language', request.params.language)
      return goTo(reply, visitOf(request), toOwnPath(request.query.back))
    },
  )
}

function daysLeft({ enrolment }: Standing): number | null {
  if (!enrolment?.asked || enrolment.state !== 'none' || enrolment.graceLeftSeconds === null)
    return null
  return Math.ceil(enrolment.graceLeftSeconds / DAY_SECONDS)
}

/** A path of ours and nothing else: never to another site (`test/security/panel-redirect.test.ts`). */
export function toOwnPath(back: string | undefined): `/${string}` {
  const isOwn = back !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) && !back.includes('\\')
  return isOwn ? (back as `/${string}`) : '/login'
}
