import { once } from 'node:events'
import { Cluster, type Redis } from 'ioredis'
import type { RedisCommands } from './connect-redis.ts'
import { type Fault, judgeRedis } from './judge-redis.ts'
import { readRedisFacts } from './read-redis-facts.ts'
import { toReason } from './redis-fault.ts'

/** Something of a store that does not fit this service, and how to mend it. */
export interface Finding extends Fault {
  readonly store: 'redis'
}

const ANSWERS_WITHIN_MS = 3000

/** What is wrong with Redis, for whoever runs it; every primary of a cluster is looked at. */
export async function examineRedis(
  redis: RedisCommands,
  now: () => number = Date.now,
): Promise<Finding[]> {
  const faults = await findFaults(redis, now).catch((error) => [toUnreachable(error)])
  return faults.map((fault) => ({ store: 'redis', ...fault }))
}

async function findFaults(redis: RedisCommands, now: () => number): Promise<Fault[]> {
  await isReady(redis)
  if (!(redis instanceof Cluster))
    return judgeRedis(await readRedisFacts(redis, { isUsedAsNode: false, now }))
  const faults = await Promise.all(redis.nodes('master').map((node) => examineNode(node, now)))
  return faults.flat()
}

/** Fails with the first error of a connection that is not there yet. */
async function isReady(redis: RedisCommands): Promise<void> {
  if (redis.status === 'ready') return
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS)
  await once(redis, 'ready', { signal }).catch((error) => {
    throw signal.aborted ? new Error('timed out') : error
  })
}

async function examineNode(node: Redis, now: () => number): Promise<Fault[]> {
  const { host, port } = node.options
  const faults = await readRedisFacts(node, { isUsedAsNode: true, now }).then(
    (facts) => judgeRedis(facts),
    (error) => [toUnreachable(error)],
  )
  return faults.map(({ fault, mend }) => ({ fault: `Node ${host}:${port}: ${fault}`, mend }))
}

function toUnreachable(error: unknown): Fault {
  return {
    fault: `It cannot be reached: ${toReason(error)}`,
    mend: 'Check that it runs, that REDIS_URL names it with the right password, and that no firewall is in between.',
  }
}
