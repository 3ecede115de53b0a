import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { accountRoutes } from './account/account-routes.tsx'
import { alarmsRoutes } from './alarms/alarms-routes.tsx'
import { assetRoutes } from './assets.ts'
import { callsRoutes } from './calls/calls-routes.tsx'
import { carriersRoutes } from './carriers/carriers-routes.tsx'
import { sendErrorPages } from './error-page.tsx'
import { eventRoutes } from './events.ts'
import { glanceRoutes } from './glance/glance-routes.tsx'
import { guardOps } from './guard.ts'
import { languageRoutes } from './language.ts'
import { limitsRoutes } from './limits/limits-routes.tsx'
import { loginRoutes } from './login/login-routes.tsx'
import type { OpsParts } from './parts.ts'
import { refusalsRoutes } from './refusals/refusals-routes.tsx'

/** A whole set of limits is sent as one form. */
const BODY_BYTES_MOST = 256 * 1024

/** The console, in a scope of its own: nothing here reads JSON. */
export async function consoleRoutes(scope: FastifyInstance, { parts }: { parts: OpsParts }) {
  await scope.register(assetRoutes)
  await scope.register(async (pages) => {
    pages.removeAllContentTypeParsers()
    await pages.register(formbody, { bodyLimit: BODY_BYTES_MOST })
    await pages.register(cookie)
    guardOps(pages, parts)
    sendErrorPages(pages)
    const groups = [
      ...[loginRoutes, accountRoutes, eventRoutes, glanceRoutes],
      ...[callsRoutes, carriersRoutes, alarmsRoutes, limitsRoutes, refusalsRoutes],
    ]
    for (const group of groups) await pages.register(group, { parts })
    await pages.register(languageRoutes)
  })
}
