import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { generalProblems } from '../../platform/problem.ts'

const types = {
  'look.css': 'text/css; charset=utf-8',
  'reference.css': 'text/css; charset=utf-8',
  'start.css': 'text/css; charset=utf-8',
  'follow.js': 'text/javascript; charset=utf-8',
} as const

export type AssetName = keyof typeof types

const assets = new Map(
  Object.entries(types).map(([name, type]) => {
    const content = readFileSync(new URL(`../assets/${name}`, import.meta.url))
    const version = createHash('sha256').update(content).digest('hex').slice(0, 12)
    return [name, { type, content, version }] as const
  }),
)

/** With the version of its content, so that a new release is seen at once. */
export function assetAddress(base: string, name: AssetName): string {
  return `${base}/docs/assets/${name}?v=${assets.get(name)?.version}`
}

export async function assetRoutes(app: FastifyInstance) {
  app.get<{ Params: { name: string } }>(
    '/docs/assets/:name',
    { schema: { hide: true } },
    async ({ params }, reply) => {
      const asset = assets.get(params.name)
      if (!asset) throw generalProblems.notFound()
      return reply
        .header('cache-control', 'public, max-age=3600')
        .type(asset.type)
        .send(asset.content)
    },
  )
}
