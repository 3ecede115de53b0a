import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { loadAssets, pathOfAsset } from '../pages/index.ts'
import { generalProblems } from '../platform/problem.ts'

const { resolve } = createRequire(import.meta.url)
const own = (name: string) => new URL(`./assets/${name}`, import.meta.url)
const ofPlots = (name: string) => pathToFileURL(resolve(`uplot/dist/${name}`))

const files = {
  'ops.css': own('ops.css'),
  'live.js': own('live.js'),
  'plots.js': own('plots.js'),
  'uplot.js': ofPlots('uPlot.iife.min.js'),
  'uplot.css': ofPlots('uPlot.min.css'),
} as const

export type OpsAsset = keyof typeof files

const assets = loadAssets(files)

export function opsAsset(base: string, name: OpsAsset): string {
  return pathOfAsset(assets, `${base}/ops/assets`, name)
}

export async function assetRoutes(app: FastifyInstance) {
  const options = { schema: { hide: true } }
  app.get<{ Params: { name: string } }>('/ops/assets/:name', options, async (request, reply) => {
    const asset = assets.get(request.params.name)
    if (!asset) throw generalProblems.notFound()
    return reply
      .header('cache-control', 'public, max-age=86400')
      .type(asset.type)
      .send(asset.content)
  })
}
