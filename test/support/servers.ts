import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'
import { startRedis } from './redis-server.ts'
import { requirePostgres, requireRedis } from './requirements.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface Servers {
  readonly postgresUrl: string
  readonly redisUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** What runs for the whole test run; null: the machine cannot run it, and `why`. */
    servers: Servers | null
    why: string
  }
}

/** Enough for every service of a run to have one of its own. */
export const REDIS_DATABASES = 10_000

/** Global setup of the project `production`: one server of each kind, shared by all its tests. */
export async function setup({ provide }: TestProject) {
  const missing = requirePostgres().missing ?? requireRedis().missing
  provide('why', missing ?? '')
  if (missing !== null) {
    process.stderr.write(`\n${missing}\n\n`)
    return provide('servers', null)
  }
  const [postgres, redis] = await Promise.all([
    startPostgres(temporaryFolder()),
    startRedis({ args: ['--databases', String(REDIS_DATABASES)] }),
  ])
  provide('servers', { postgresUrl: postgres.adminUrl, redisUrl: redis.url })
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()])
  }
}
