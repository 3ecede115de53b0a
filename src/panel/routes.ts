import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { appFileRoutes } from './app/app-files.ts'
import { appRoutes } from './app/app-routes.tsx'
import { assetRoutes } from './assets.ts'
import { sendErrorPages } from './error-page.tsx'
import { guardPanel } from './guard.ts'
import { helpdeskPageRoutes } from './helpdesk/helpdesk-routes.tsx'
import { homeRoutes } from './home/home-routes.tsx'
import { linkRoutes } from './links/link-routes.tsx'
import { loginRoutes } from './login/login-routes.tsx'
import { passwordRoutes } from './login/password-routes.tsx'
import type { PanelParts } from './parts.ts'
import { setUpRoutes } from './set-up/set-up-routes.tsx'
import { settingsRoutes } from './settings/settings-routes.tsx'
import { verifyRoutes } from './verify/verify-routes.tsx'

const BODY_BYTES_MOST = 16 * 1024

/** The pages for people, in a scope of their own: nothing here reads JSON. */
export async function panelRoutes(scope: FastifyInstance, { parts }: { parts: PanelParts }) {
  await scope.register(assetRoutes)
  await scope.register(appFileRoutes)
  await scope.register(async (pages) => {
    pages.removeAllContentTypeParsers()
    await pages.register(formbody, { bodyLimit: BODY_BYTES_MOST })
    await pages.register(cookie)
    guardPanel(pages, parts)
    sendErrorPages(pages, parts)
    const groups = [
      ...[loginRoutes, passwordRoutes, verifyRoutes, setUpRoutes],
      ...[homeRoutes, settingsRoutes, linkRoutes, appRoutes, helpdeskPageRoutes],
    ]
    for (const group of groups) await pages.register(group, { parts })
  })
}
