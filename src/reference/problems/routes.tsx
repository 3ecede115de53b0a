import type { FastifyInstance } from 'fastify'
import { generalProblems, type ProblemKind } from '../../platform/problem.ts'
import { basePathOf, homeOf } from '../pages/addresses.ts'
import { guardPages, readOnlyPolicy, renderPage, sendHtml } from '../pages/send-page.ts'
import { ProblemList } from './problem-list.tsx'
import { ProblemPage } from './problem-page.tsx'

interface ProblemPageOptions {
  readonly publicUrl: URL
  readonly kinds: readonly ProblemKind[]
}

const CACHE = 'public, max-age=300'

/** The pages that `type` of every problem points at. */
export async function problemRoutes(
  app: FastifyInstance,
  { publicUrl, kinds }: ProblemPageOptions,
) {
  const where = { base: basePathOf(publicUrl), home: homeOf(publicUrl) }
  const schema = { hide: true }

  guardPages(app, readOnlyPolicy)
  app.get('/problems', { schema }, async (_request, reply) =>
    sendHtml(reply, renderPage(<ProblemList kinds={kinds} base={where.base} />), CACHE),
  )
  app.get<{ Params: { code: string } }>(
    '/problems/:code',
    { schema },
    async ({ params }, reply) => {
      const kind = kinds.find(({ code }) => code === params.code)
      if (!kind) throw generalProblems.notFound()
      return sendHtml(reply, renderPage(<ProblemPage kind={kind} {...where} />), CACHE)
    },
  )
}
