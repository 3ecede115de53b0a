import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Metrics } from './platform/metrics.ts'
import { generalProblems } from './platform/problem.ts'
import type { Store } from './store/index.ts'

interface HealthParts {
  readonly store: Store
  readonly metrics: Metrics
  /** Throws when limits cannot be counted. */
  readonly ping: () => Promise<void>
  readonly isStopping: () => boolean
}

/** For whoever keeps the service running; no key, and nothing to learn. */
export async function healthRoutes(app: FastifyInstance, parts: HealthParts) {
  const tags = ['service']
  const config = { silent: true }

  app.get('/healthz', { config, schema: { tags, summary: 'The process runs' } }, async () => ({
    status: 'ok',
  }))

  app.get('/readyz', { config, schema: { tags, summary: 'The stores answer' } }, async () => {
    if (parts.isStopping()) throw generalProblems.stopping({ retryAfterSeconds: 5 })
    await Promise.all([sql`select 1`.execute(parts.store), parts.ping()])
    return { status: 'ok' }
  })

  app.get(
    '/metrics',
    { config, schema: { tags, summary: 'Numbers for Prometheus' } },
    async (_request, reply) =>
      reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics()),
  )
}
