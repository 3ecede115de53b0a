import type { FastifyInstance } from 'fastify'
import type { ReadDocument } from '../open-api/open-api.ts'
import { basePathOf, homeOf } from '../pages/addresses.ts'
import { guardPages, readOnlyPolicy, renderPage, sendHtml } from '../pages/send-page.ts'
import { DocsPage } from './docs-page.tsx'

interface DocsOptions {
  readonly publicUrl: URL
  readonly document: ReadDocument
}

export async function docsRoutes(app: FastifyInstance, { publicUrl, document }: DocsOptions) {
  const where = { base: basePathOf(publicUrl), home: homeOf(publicUrl) }
  let html: string | null = null

  guardPages(app, readOnlyPolicy)
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
    html ??= renderPage(<DocsPage document={document()} {...where} />)
    return sendHtml(reply, html, 'public, max-age=300')
  })
}
