import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { callerOf, isOperator } from '../accounts/index.ts'
import type { LimitsInForce } from '../limits/index.ts'
import type { Clock } from '../platform/clock.ts'
import { generalProblems } from '../platform/problem.ts'
import type { Signals } from '../platform/signals.ts'
import { limitProblems } from './limit-problems.ts'
import {
  ChangeBody,
  LimitsAnswer,
  LimitsNowAnswer,
  RestoreBody,
  VersionParams,
  VersionsAnswer,
  VersionsQuery,
} from './limit-schemas.ts'
import {
  type ChangeResult,
  changeLimits,
  type LimitSetParts,
  type LimitVersion,
  listVersions,
  readLimits,
  type StoredLimits,
} from './limit-sets.ts'
import { readPressure } from './pressure.ts'
import { readChange } from './read-change.ts'

export interface LimitRouteParts extends LimitSetParts {
  readonly clock: Pick<Clock, 'now'>
  readonly signals: Pick<Signals, 'publish'>
  readonly limits: LimitsInForce
}

const tags = ['limits']
/** A thousand offices and numbers are longer than other bodies. */
const BODY_BYTES_MOST = 512 * 1024

export const limitRoutes: FastifyPluginAsyncTypebox<{ parts: LimitRouteParts }> = async (
  app,
  { parts },
) => {
  const { store, clock } = parts
  app.addHook('onRequest', async (request) => {
    if (!(await isOperator(store, callerOf(request).tenantId))) throw limitProblems.operatorOnly()
  })

  app.get(
    '/limits',
    {
      schema: {
        tags,
        summary: 'Read the limits in force, and how full they are',
        response: { 200: LimitsNowAnswer },
      },
    },
    async () => {
      const stored = await existing(parts)
      const { rules } = parts.limits.set
      return {
        ...toAnswer(stored),
        pressure: await readPressure(store, { rules, now: clock.now() }),
      }
    },
  )

  app.put(
    '/limits',
    {
      bodyLimit: BODY_BYTES_MOST,
      schema: {
        tags,
        summary: 'Set the limits, in force on every instance within a second',
        body: ChangeBody,
        response: { 200: LimitsAnswer },
      },
      // All that can be wrong with limits is one problem, found in one place.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const read = readChange(request.body)
      if ('faults' in read) throw limitProblems.limitsInvalid({ errors: read.faults })
      const { limits, reason, version: basedOn } = read.change
      const { tenantId, keyId: author } = callerOf(request)
      const at = clock.now()
      return changed(await changeLimits(parts, { limits, reason, basedOn, author, at, tenantId }))
    },
  )

  app.get(
    '/limits/versions',
    {
      schema: {
        tags,
        summary: 'List the versions of the limits',
        querystring: VersionsQuery,
        response: { 200: VersionsAnswer },
      },
    },
    async ({ query: { before } }) => {
      const versions = await listVersions(store, before === undefined ? undefined : Number(before))
      return { versions: versions.map(toVersion) }
    },
  )

  app.get(
    '/limits/versions/:version',
    {
      schema: {
        tags,
        summary: 'Read the limits as they once were',
        params: VersionParams,
        response: { 200: LimitsAnswer },
      },
    },
    async ({ params: { version } }) => toAnswer(await existing(parts, Number(version))),
  )

  app.post(
    '/limits/versions/:version/restore',
    {
      schema: {
        tags,
        summary: 'Take up an older version again, as a new one',
        params: VersionParams,
        body: RestoreBody,
        response: { 200: LimitsAnswer },
      },
    },
    async (request) => {
      const { limits, version: restoredFrom } = await existing(
        parts,
        Number(request.params.version),
      )
      const { reason } = request.body
      const { tenantId, keyId: author } = callerOf(request)
      const at = clock.now()
      return changed(
        await changeLimits(parts, { limits, reason, restoredFrom, author, at, tenantId }),
      )
    },
  )
}

async function existing(parts: LimitSetParts, version?: number): Promise<StoredLimits> {
  const stored = await readLimits(parts, version)
  if (!stored) throw generalProblems.notFound()
  return stored
}

function changed(result: ChangeResult) {
  if (result.outcome === 'changed') return toAnswer(result.stored)
  throw limitProblems.limitsChanged({ version: result.version })
}

function toVersion({ version, author, reason, at, restoredFrom }: LimitVersion) {
  return { version, author, reason, at: new Date(at).toISOString(), restoredFrom }
}

function toAnswer(stored: StoredLimits) {
  return { ...toVersion(stored), limits: stored.limits }
}
