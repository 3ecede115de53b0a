import type { FastifyInstance } from 'fastify'
import type { ProblemKind } from '../platform/problem.ts'
import { docsRoutes } from './docs/routes.tsx'
import type { ReadDocument } from './open-api/open-api.ts'
import { assetRoutes } from './pages/assets.ts'
import { problemRoutes } from './problems/routes.tsx'
import type { Demo, DemoUsers } from './start/demo.ts'
import { startPageRoutes } from './start/routes.tsx'

export interface ReferenceOptions {
  readonly publicUrl: URL
  /** Every problem that the service can answer with. */
  readonly kinds: readonly ProblemKind[]
  /** What `openApi` returned. */
  readonly document: ReadDocument
  /** Null outside demo mode. */
  readonly demo: Demo | null
  /** Whom one can log in as; null where there are none. */
  readonly users: DemoUsers | null
}

/** `/`, `/docs` and `/problems`: the pages that explain. */
export async function referencePages(app: FastifyInstance, options: ReferenceOptions) {
  await app.register(assetRoutes)
  await app.register(docsRoutes, options)
  await app.register(problemRoutes, options)
  await app.register(startPageRoutes, options)
}
