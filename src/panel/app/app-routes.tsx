import type { FastifyInstance } from 'fastify'
import { sendPage } from '../../pages/index.ts'
import type { PanelParts } from '../parts.ts'
import { visitOf } from '../visit.ts'
import { worker } from './app-files.ts'
import { AppPage } from './app-page.tsx'
import { toManifest } from './manifest.ts'

const hide = { schema: { hide: true } }

/**
 * The app as a page. It speaks to `/device` by itself, with the token of its own that it keeps: neither
 * a session nor a cookie has anything to do with it.
 */
export async function appRoutes(scope: FastifyInstance, _: { parts: PanelParts }) {
  scope.get('/app', hide, async (request, reply) =>
    sendPage(reply, <AppPage visit={visitOf(request)} />),
  )

  scope.get('/app/manifest.webmanifest', hide, async (request, reply) =>
    reply
      .type('application/manifest+json; charset=utf-8')
      .send(JSON.stringify(toManifest(visitOf(request)))),
  )

  scope.get('/app/worker.js', hide, async (request, reply) =>
    reply
      .header('service-worker-allowed', `${visitOf(request).base}/app`)
      .type('text/javascript; charset=utf-8')
      .send(worker),
  )
}
