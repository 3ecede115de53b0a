import type { Redis } from 'ioredis'
import type { RedisFacts } from './judge-redis.ts'

interface FactOptions {
  readonly isUsedAsNode: boolean
  readonly now: () => number
}

/** Asks with INFO and TIME alone: managed servers allow no CONFIG. */
export async function readRedisFacts(
  redis: Redis,
  { isUsedAsNode, now }: FactOptions,
): Promise<RedisFacts> {
  const info = parseInfo(await redis.info())
  const append = info.get('aof_enabled')
  return {
    version: info.get('redis_version') ?? '0',
    role: info.get('role') ?? 'unknown',
    isNode: info.get('redis_mode') === 'cluster',
    isUsedAsNode,
    appendsToFile: append === undefined ? undefined : append === '1',
    writesFail: ['aof_last_write_status', 'rdb_last_bgsave_status'].some(
      (name) => info.get(name) === 'err',
    ),
    evictionPolicy: info.get('maxmemory_policy'),
    usedBytes: Number(info.get('used_memory') ?? 0),
    mostBytes: Number(info.get('maxmemory') ?? 0),
    aheadMs: await readAheadMs(redis, now),
  }
}

/** Against the middle of the question and its answer. */
async function readAheadMs(redis: Redis, now: () => number): Promise<number> {
  const askedAt = now()
  const [seconds = 0, micros = 0] = (await redis.time()).map(Number)
  return seconds * 1000 + micros / 1000 - (askedAt + now()) / 2
}

function parseInfo(text: string): Map<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'))
  return new Map(lines.map((line) => splitAtColon(line)))
}

function splitAtColon(line: string): [name: string, value: string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1)]
}
