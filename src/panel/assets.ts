import type { FastifyInstance } from 'fastify'
import { loadAssets, pathOfAsset } from '../pages/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { onAccent } from './frame/contrast.ts'

const files = {
  'panel.css': new URL('./assets/panel.css', import.meta.url),
  'verify.js': new URL('./assets/verify.js', import.meta.url),
  'token.js': new URL('./assets/token.js', import.meta.url),
  'print.js': new URL('./assets/print.js', import.meta.url),
} as const

export type PanelAsset = keyof typeof files

const assets = loadAssets(files)

export function panelAsset(base: string, name: PanelAsset): string {
  return pathOfAsset(assets, `${base}/panel-assets`, name)
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
