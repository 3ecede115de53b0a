import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { generalProblems } from '../../platform/problem.ts'

const script = 'text/javascript; charset=utf-8'
const picture = 'image/png'
const types = {
  'main.js': script,
  'asking.js': script,
  'cards.js': script,
  'key.js': script,
  'log-in.js': script,
  'memory.js': script,
  'pairing.js': script,
  'pushes.js': script,
  'service.js': script,
  'stream.js': script,
  'app.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'icon-180.png': picture,
  'icon-192.png': picture,
  'icon-512.png': picture,
} as const

type AppFile = keyof typeof types

/** What the app consists of, loaded along with its page: it has to be there without a connection. */
export const appModules = Object.keys(types).filter((name): name is AppFile => name.endsWith('.js'))

/** At an address of its own: how far it reaches depends on that. */
export const worker = readAsset('worker.js')

const files = new Map(
  Object.entries(types).map(([name, type]) => [name, { type, content: readAsset(name) }]),
)

/** Of all of them together, for modules import each other: a release never meets parts of another. */
const version = [...files.values()]
  .reduce((hash, { content }) => hash.update(content), createHash('sha256'))
  .digest('hex')
  .slice(0, 12)

export function appFile(base: string, name: AppFile): string {
  return `${base}/app/files/${version}/${name}`
}

export async function appFileRoutes(app: FastifyInstance) {
  app.get<{ Params: { version: string; name: string } }>(
    '/app/files/:version/:name',
    { schema: { hide: true } },
    async ({ params }, reply) => {
      const file = files.get(params.name)
      if (!file) throw generalProblems.notFound()
      // Of another release, while both are running: better than nothing, but not to be kept.
      const isOurs = params.version === version
      return reply
        .header('cache-control', isOurs ? 'public, max-age=31536000, immutable' : 'no-store')
        .type(file.type)
        .send(file.content)
    },
  )
}

function readAsset(name: string): Buffer {
  return readFileSync(new URL(`../assets/app/${name}`, import.meta.url))
}
