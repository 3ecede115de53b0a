import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { freePort } from './free-port.ts'
import { type RedisServer, startRedis } from './redis-server.ts'
import { requireRedis } from './requirements.ts'

export interface RedisCluster {
  readonly urls: readonly string[]
  readonly nodes: readonly RedisServer[]
  stop(): Promise<void>
}

/** Nodes speak to each other on their port and this. */
const BUS_OFFSET = 10_000
const FAILS_AFTER_MS = 1000

/** Three primaries on loopback that share the slots. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all([startNode(), startNode(), startNode()])
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
  const { path } = requireRedis()
  const program = join(dirname(path ?? ''), 'redis-cli')
  const { status, stdout, stderr } = spawnSync(
    program,
    ['--cluster', 'create', ...addresses, '--cluster-yes'],
    { encoding: 'utf8', timeout: 60_000 },
  )
  if (status !== 0) throw new Error(`No cluster: ${stdout}${stderr}`)

  return {
    urls: nodes.map(({ url }) => url),
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

async function startNode(): Promise<RedisServer> {
  return startRedis({
    port: await freePortWithBus(),
    args: [
      ...['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf'],
      ...['--cluster-node-timeout', String(FAILS_AFTER_MS), '--databases', '1'],
    ],
  })
}

async function freePortWithBus(): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (port + BUS_OFFSET < 65_536) return port
  }
}
