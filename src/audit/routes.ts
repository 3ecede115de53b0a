import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Clock } from '../platform/clock.ts'
import type { Store } from '../store/index.ts'
import { toLines } from './export-entries.ts'
import { readWanted, type SealedRow } from './read-entries.ts'
import { recordEvents } from './record-event.ts'

/** Who reads: the tenant whose log it is, and by which API key. */
export interface Reader {
  readonly tenantId: string
  readonly actor: string
}

interface Options {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly readerOf: (request: FastifyRequest) => Reader
}

const AuditQuery = Type.Object(
  {
    from: Type.Optional(
      Type.String({ format: 'date-time', description: 'Entries of this moment and later.' }),
    ),
    to: Type.Optional(
      Type.String({ format: 'date-time', description: 'Entries of this moment and earlier.' }),
    ),
    after: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,15}$',
        description: 'The `seq` of the last entry that you have: what follows it is sent.',
      }),
    ),
  },
  { additionalProperties: false },
)

export const auditRoutes: FastifyPluginAsyncTypebox<Options> = async (app, options) => {
  app.get(
    '/audit',
    {
      schema: {
        tags: ['audit'],
        summary: 'Read the audit log as JSON lines',
        querystring: AuditQuery,
        produces: ['application/x-ndjson'],
      },
    },
    async (request, reply) => {
      const { from, to, after } = request.query
      const reader = options.readerOf(request)
      const pages = readWanted(options.store, {
        tenantId: reader.tenantId,
        ...(from !== undefined && { from: Date.parse(from) }),
        ...(to !== undefined && { to: Date.parse(to) }),
        ...(after !== undefined && { after: Number(after) }),
      })
      // Read before anything is answered: a database that is away is a 503, not half an answer.
      const { value: first = [] } = await pages.next()
      await noteReading(options, reader, first)
      reply.type('application/x-ndjson; charset=utf-8')
      return reply.send(Readable.from(toText(first, pages)))
    },
  )
}

/** A page is read when the one before has been taken: however long the log, however slow the reader. */
async function* toText(first: readonly SealedRow[], others: AsyncGenerator<SealedRow[]>) {
  if (first.length > 0) yield toLines(first)
  for await (const page of others) yield toLines(page)
}

/** Who follows the log finds there that it was read; but not that it was read to find just that. */
async function noteReading(
  { store, clock }: Options,
  { tenantId, actor }: Reader,
  first: readonly SealedRow[],
) {
  const kind = 'audit.exported'
  if (first.every((entry) => entry.kind === kind)) return
  const detail = { after: (first[0]?.seq ?? 1) - 1 }
  await recordEvents(store, [{ tenantId, at: clock.now(), kind, actor, about: actor, detail }])
}
