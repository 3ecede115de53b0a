import { Cluster, type Redis } from 'ioredis'
import type { Log } from '../log.ts'
import { toReason } from './redis-fault.ts'

/** Listens to the errors of every connection, and writes one line per outage and one at its end. */
export function createOutageLog(log: Log) {
  const watchAll = createWatch(log, 'Redis')
  return (redis: Redis | Cluster) => {
    watchAll(redis)
    if (redis instanceof Cluster) watchNodes(log, redis)
  }
}

/** A cluster opens a new connection to a node that was lost: what was said stays with the address. */
function watchNodes(log: Log, cluster: Cluster) {
  const watches = new Map<string, ReturnType<typeof createWatch>>()
  cluster.on('+node', (node: Redis) => {
    const address = `${node.options.host}:${node.options.port}`
    const watch = watches.get(address) ?? createWatch(log, 'A node of Redis', () => address)
    watches.set(address, watch)
    watch(node)
  })
}

/** Connections that fail and recover together, such as those to one server. */
function createWatch(
  log: Log,
  name: string,
  toMember: (redis: object) => unknown = (redis) => redis,
) {
  const down = new Set<unknown>()

  return (redis: Redis | Cluster) => {
    redis.on('error', (error) => {
      if (down.size === 0) log.error({ reason: toReason(error) }, `${name} cannot be reached`)
      down.add(toMember(redis))
    })
    redis.on('ready', () => {
      if (down.delete(toMember(redis)) && down.size === 0) log.info(`${name} is back`)
    })
  }
}
