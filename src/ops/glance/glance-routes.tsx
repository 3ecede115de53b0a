import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { openAlarms } from '../../guard/index.ts'
import { stepOf } from '../../operators/index.ts'
import { sendPage } from '../../pages/index.ts'
import { goTo, requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf, visitOf } from '../visit.ts'
import { findGlance } from './find-figures.ts'
import { GlancePage } from './glance-page.tsx'
import { type PeriodName, periodNames, periodOf } from './period.ts'
import { toPlot } from './plots.tsx'
import { rememberBriefly } from './remember-briefly.ts'

const Query = Type.Object({
  period: Type.Optional(Type.Union(periodNames.map((name) => Type.Literal(name)))),
})
const KEEP_MS: Readonly<Record<PeriodName, number>> = {
  today: 1000,
  day: 2000,
  week: 15_000,
  month: 60_000,
}

export const glanceRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { store, clock } = parts.operators
  const glanceAt = rememberBriefly<PeriodName, Awaited<ReturnType<typeof findGlance>>>(clock, {
    find: (name) => findGlance(store, periodOf(name, clock.now())),
    keepMs: (name) => KEEP_MS[name],
  })
  // The first page of who may not see this one is another.
  scope.addHook('preHandler', async (request, reply) => {
    const visit = visitOf(request)
    const isHelpdesk = stepOf(visit.session) === '/ops' && visit.session?.operator.role !== 'ops'
    if (isHelpdesk && request.routeOptions.url === '/ops') return goTo(reply, visit, '/ops/calls')
    return undefined
  })
  requireInside(scope, ['ops'])

  const schema = { hide: true, querystring: Query }
  scope.get('/ops', { schema }, async (request, reply) => {
    const [glance, alarms] = await Promise.all([
      glanceAt(request.query.period ?? 'today'),
      openAlarms(store),
    ])
    const visit = insideOf(request)
    return sendPage(reply, <GlancePage visit={visit} glance={glance} openAlarms={alarms.length} />)
  })

  scope.get('/ops/figures', { schema }, async (request) =>
    toPlot(insideOf(request), await glanceAt(request.query.period ?? 'today')),
  )
}
