import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sendPage } from '../../pages/index.ts'
import { requireInside } from '../guard.ts'
import type { OpsParts } from '../parts.ts'
import { insideOf } from '../visit.ts'
import { CarriersPage } from './carriers-page.tsx'
import { findHealth } from './find-health.ts'

export const carriersRoutes: FastifyPluginAsyncTypebox<{ parts: OpsParts }> = async (
  scope,
  { parts },
) => {
  const { store, clock } = parts.operators
  requireInside(scope, ['ops'])

  scope.get('/ops/carriers', { schema: { hide: true } }, async (request, reply) => {
    const healths = await findHealth(store, clock.now())
    return sendPage(reply, <CarriersPage visit={insideOf(request)} healths={healths} />)
  })
}
