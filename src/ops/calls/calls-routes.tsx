import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { sendPage } from '../../pages/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { CallsPage } from './calls-page.tsx'
import { CoursePage } from './course-page.tsx'
import { type CallFilter, callFilters, findCalls } from './find-calls.ts'
import { findChoices } from './find-choices.ts'
import { findCourse } from './find-course.ts'

const Name = Type.Optional(Type.String({ maxLength: 64 }))
const Query = Type.Object({
  ...{ state: Name, carrier: Name, country: Name, tenant: Name },
  before: Type.Optional(Type.String({ pattern: '^[0-9]{0,16}$' })),
})
const Params = Type.Object({ id: Type.String({ pattern: '^ca_[0-9a-f]{40}$' }) })

export const callsRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { store } = parts.operators
  requireInside(scope, ['ops', 'helpdesk'])

  scope.get(
    '/ops/calls',
    { schema: { hide: true, querystring: Query } },
    async (request, reply) => {
      const { carrier, country, tenant, before } = request.query
      const wanted = {
        ...{ carrier, country, tenant, state: toFilter(request.query.state) },
        before: before ? Number(before) : undefined,
      }
      const [calls, choices] = await Promise.all([findCalls(store, wanted), findChoices(store)])
      const visit = insideOf(request)
      return sendPage(reply, <CallsPage {...{ visit, calls, choices, wanted }} />)
    },
  )

  const schema = { hide: true, params: Params }
  scope.get('/ops/calls/:id', { schema }, async (request, reply) => {
    const course = await findCourse(store, request.params.id)
    if (!course) throw generalProblems.notFound()
    return sendPage(reply, <CoursePage visit={insideOf(request)} course={course} />)
  })
}

function toFilter(name: string | undefined): CallFilter | undefined {
  return callFilters.find((one) => one === name)
}
