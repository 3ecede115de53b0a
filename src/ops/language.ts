import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { languages } from '../pages/index.ts'
import { setLanguage } from './cookies.ts'
import { goTo } from './guard.ts'
import { visitOf } from './visit.ts'

const Params = Type.Object({ language: Type.Union(languages.map((one) => Type.Literal(one))) })
const Query = Type.Object({ back: Type.Optional(Type.String({ maxLength: 1000 })) })

export const languageRoutes: FastifyPluginAsyncTypebox = async (scope) => {
  scope.get(
    '/ops/language/:language',
    { schema: { hide: true, params: Params, querystring: Query } },
    async (request, reply) => {
      setLanguage(reply, request.params.language)
      return goTo(reply, visitOf(request), toOpsPath(request.query.back))
    },
  )
}

/** A page of the console and nothing else: never to another site. */
function toOpsPath(back = ''): `/${string}` {
  const isOwn = /^\/ops(\/[a-z0-9_/-]*)?(\?[\x21-\x5b\x5d-\x7e]*)?$/.test(back)
  return isOwn ? (back as `/${string}`) : '/ops'
}
