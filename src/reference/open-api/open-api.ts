import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { ProblemKind } from '../../platform/problem.ts'
import { homeOf } from '../pages/addresses.ts'
import { completeDocument } from './complete-document.ts'
import type { ApiDocument } from './document.ts'
import { tags } from './operations.ts'

export interface OpenApiOptions {
  readonly publicUrl: URL
  /** Of the service; stands in the document. */
  readonly version: string
  /** Every problem that the service can answer with. */
  readonly kinds: readonly ProblemKind[]
}

/** Reads the finished document; there is none before the app is ready. */
export type ReadDocument = () => ApiDocument

const CACHE = 'public, max-age=300'

/**
 * Writes down every route that is registered after it and has a tag, and serves the result. What has
 * no tag is the product's own affair: webhooks, prompts, the simulator, these pages.
 */
export async function openApi(
  app: FastifyInstance,
  options: OpenApiOptions,
): Promise<ReadDocument> {
  const { kinds, version, publicUrl } = options
  const home = homeOf(publicUrl)
  let document: ApiDocument | null = null

  await app.register(swagger, {
    hideUntagged: true,
    stripBasePath: false,
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Belcode', version, description, license },
      tags: [...tags],
      components: { securitySchemes: { key, device } },
    },
  })
  const read = () => {
    document ??= completeDocument(app.swagger() as unknown as ApiDocument, { kinds, home })
    return document
  }
  // A fault in the table of operations shows at the start, not at the first reader.
  app.addHook('onReady', async () => void read())
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', CACHE).send(read()),
  )
  return read
}

const license = { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' }

const bearer = { type: 'http', scheme: 'bearer' } as const

const key = {
  ...bearer,
  description: 'An API key of your tenant, as `Authorization: Bearer <api key>`.',
}

const device = {
  ...bearer,
  description:
    'The token that a device got when it was paired, as `Authorization: Bearer <token>`.',
}

const description =
  'Two-factor login by phone call, app and authenticator: draws a code, rings the mobile, reads the code aloud and checks what is typed in.'
