import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { callerOf, readPolicy } from '../accounts/index.ts'
import type { Clock } from '../platform/clock.ts'
import { generalProblems } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { forecast } from './forecast.ts'
import { forecastToCsv } from './forecast-csv.ts'
import { forecastToJson } from './forecast-json.ts'
import { ForecastAnswer, ForecastQuery } from './forecast-schemas.ts'

export interface ForecastParts {
  readonly store: Store
  readonly clock: Clock
}

export const forecastRoutes: FastifyPluginAsyncTypebox<{ parts: ForecastParts }> = async (
  app,
  { parts: { store, clock } },
) => {
  app.get(
    '/forecast',
    {
      schema: {
        tags: ['policy'],
        summary: 'Who could not log in at a moment, and why',
        querystring: ForecastQuery,
        // Described as it reads, sent as it is found.
        response: { 200: Type.Unsafe<Readable>(ForecastAnswer) },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request)
      const at = momentOf(request.query, clock)
      const policy = await readPolicy(store, tenantId)
      if (!policy) throw generalProblems.notFound()
      const pages = forecast(store, { tenantId, policy, at })
      if (!wantsCsv(request.query, request.headers.accept)) {
        reply.type('application/json; charset=utf-8')
        return reply.send(Readable.from(forecastToJson({ policy, at }, pages)))
      }
      const day = new Date(at).toISOString().slice(0, 10)
      reply.type('text/csv; charset=utf-8')
      reply.header('content-disposition', `attachment; filename="forecast-${day}.csv"`)
      return reply.send(Readable.from(forecastToCsv(pages)))
    },
  )
}

type Query = Static<typeof ForecastQuery>

function momentOf({ at }: Query, clock: Clock) {
  const moment = at === undefined ? clock.now() : Date.parse(at)
  if (Number.isFinite(moment)) return moment
  const errors = [{ pointer: '#/at', detail: 'is no moment' }]
  throw generalProblems.requestInvalid({ errors })
}

function wantsCsv({ format }: Query, accept = '') {
  return format === undefined ? /\btext\/csv\b/i.test(accept) : format === 'csv'
}
