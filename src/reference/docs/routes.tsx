import type { FastifyInstance } from 'fastify'
import type { JSX } from 'preact'
import { generalProblems } from '../../platform/problem.ts'
import type { ReadDocument } from '../open-api/open-api.ts'
import { basePathOf, homeOf } from '../pages/addresses.ts'
import { guardPages, readOnlyPolicy, renderPage, sendHtml } from '../pages/send-page.ts'
import type { DocsProps } from './docs-frame.tsx'
import { GroupPage } from './group-page.tsx'
import { GuidePage } from './guide-page.tsx'
import { ObjectsPage } from './objects-page.tsx'
import { placesOf } from './places.ts'

interface DocsOptions {
  readonly publicUrl: URL
  readonly document: ReadDocument
}

const CACHE = 'public, max-age=300'

/** The API reference: everything but the guide is read from the OpenAPI document. */
export async function docsRoutes(app: FastifyInstance, { publicUrl, document }: DocsOptions) {
  let rendered: ReadonlyMap<string, string> | null = null
  const pages = () => {
    rendered ??= renderPages(document(), publicUrl)
    return rendered
  }

  guardPages(app, readOnlyPolicy)
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) =>
    sendHtml(reply, pages().get('') ?? '', CACHE),
  )
  app.get<{ Params: { page: string } }>(
    '/docs/:page',
    { schema: { hide: true } },
    async ({ params }, reply) => {
      const html = pages().get(params.page)
      if (html === undefined) throw generalProblems.notFound()
      return sendHtml(reply, html, CACHE)
    },
  )
}

/** By what stands in the address behind `/docs/`. */
function renderPages(document: DocsProps['document'], publicUrl: URL) {
  const base = basePathOf(publicUrl)
  const docs = { document, base, home: homeOf(publicUrl), places: placesOf(document, base) }
  const pages: [string, JSX.Element][] = [
    ['', <GuidePage key="guide" {...docs} />],
    ['objects', <ObjectsPage key="objects" {...docs} />],
    ...(document.tags ?? []).map((tag): [string, JSX.Element] => [
      tag.name,
      <GroupPage key={tag.name} {...docs} tag={tag} />,
    ]),
  ]
  return new Map(pages.map(([name, page]) => [name, renderPage(page)]))
}
