import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Numbers for Prometheus. Labels are patterns and statuses, never an id, a number or an address. */
export interface Metrics {
  readonly registry: Registry
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'belcode_' })
  return { registry }
}

export function measureRequests(app: FastifyInstance, { registry }: Metrics) {
  const seconds = new Histogram({
    name: 'belcode_http_request_duration_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    const route = routeOptions.url ?? 'unknown'
    seconds.observe({ method, route, status: String(statusCode) }, elapsedTime / 1000)
    done()
  })
}
