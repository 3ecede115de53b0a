import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { generalProblems } from '../platform/problem.ts'
import { onAccent } from './frame/contrast.ts'

const types = {
  'panel.css': 'text/css; charset=utf-8',
  'verify.js': 'text/javascript; charset=utf-8',
  'token.js': 'text/javascript; charset=utf-8',
  'print.js': 'text/javascript; charset=utf-8',
} as const

export type PanelAsset = keyof typeof types

const assets = new Map(
  Object.entries(types).map(([name, type]) => {
    const content = readFileSync(new URL(`./assets/${name}`, import.meta.url))
    const version = createHash('sha256').update(content).digest('hex').slice(0, 12)
    return [name, { type, content, version }] as const
  }),
)

/** With the version of its content, so that a new release is seen at once. */
export function panelAsset(base: string, name: PanelAsset): string {
  return `${base}/panel-assets/${name}?v=${assets.get(name)?.version}`
}

const hide = { schema: { hide: true } }

export async function assetRoutes(app: FastifyInstance) {
  app.get<{ Params: { name: string } }>('/panel-assets/:name', hide, async ({ params }, reply) => {
    const asset = assets.get(params.name)
    if (!asset) throw generalProblems.notFound()
    return reply
      .header('cache-control', 'public, max-age=86400')
      .type(asset.type)
      .send(asset.content)
  })

  // A colour of the provider's own, without a style inside the page, which the policy forbids.
  app.get<{ Params: { colour: string } }>(
    '/panel-assets/brand/:colour.css',
    hide,
    async ({ params: { colour } }, reply) => {
      if (!/^[0-9a-f]{6}$/.test(colour)) throw generalProblems.notFound()
      return reply
        .header('cache-control', 'public, max-age=86400, immutable')
        .type('text/css; charset=utf-8')
        .send(`:root{--accent:#${colour};--on-accent:${onAccent(colour)}}`)
    },
  )
}
