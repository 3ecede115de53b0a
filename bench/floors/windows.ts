import { readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import type { Charge } from '../../src/limits/index.ts'

/** Exact sliding windows, all or none, as bare as they can be written. */
export interface Windows {
  take(charges: readonly Charge[], id: string): Promise<boolean>
}

export function openWindows(redisUrl: string | undefined): Promise<Windows> | Windows {
  return redisUrl ? openRedisWindows(redisUrl) : createMemoryWindows()
}

/** One EVALSHA. */
async function openRedisWindows(url: string): Promise<Windows> {
  const redis = new Redis(url)
  const source = readFileSync(new URL('./windows.lua', import.meta.url), 'utf8')
  const sha = String(await redis.script('LOAD', source))
  return {
    async take(charges, id) {
      const keys = charges.map(({ limit, subject }) => `${limit.name}:${subject}`)
      const args = charges.flatMap(({ limit }) => [limit.quota, limit.windowSeconds * 1000])
      return (await redis.evalsha(sha, keys.length, ...keys, id, ...args)) === 1
    },
  }
}

interface TimeLog {
  /** When each use was taken; those before `first` have left the window. */
  readonly times: number[]
  first: number
}

function createMemoryWindows(): Windows {
  const logs = new Map<string, TimeLog>()

  const logOf = ({ limit, subject }: Charge, now: number) => {
    const key = `${limit.name}:${subject}`
    const log = logs.get(key) ?? { times: [], first: 0 }
    logs.set(key, log)
    const gone = now - limit.windowSeconds * 1000
    while ((log.times[log.first] ?? now) <= gone) log.first += 1
    return log
  }

  return {
    async take(charges) {
      const now = Date.now()
      const found = charges.map((charge) => ({ ...charge, log: logOf(charge, now) }))
      if (found.some(({ limit, log }) => log.times.length - log.first >= limit.quota)) return false
      for (const { log } of found) log.times.push(now)
      return true
    },
  }
}
