import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { createDatabase, dropDatabase } from './postgres-server.ts'
import { REDIS_DATABASES } from './servers.ts'

export interface Stores {
  /** Settings that lead the service to them. */
  readonly env: Record<string, string>
  drop(): Promise<void>
}

/**
 * New, empty stores: in the project `production` a database of its own on the shared PostgreSQL
 * and on the shared Redis, elsewhere the embedded ones, which need no settings.
 */
export async function freshStores(): Promise<Stores> {
  const servers = inject('servers')
  if (!servers) return { env: {}, async drop() {} }
  const databaseUrl = await createDatabase(servers.postgresUrl)
  return {
    env: {
      DATABASE_URL: databaseUrl,
      SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
      REDIS_URL: `${servers.redisUrl}/${nextRedisDatabase()}`,
    },
    drop: () => dropDatabase(servers.postgresUrl, databaseUrl),
  }
}

/** Counted up in each test process, from a start of its own. */
let redisDatabase = (process.pid * 97) % REDIS_DATABASES

function nextRedisDatabase() {
  redisDatabase = (redisDatabase + 1) % REDIS_DATABASES
  return redisDatabase
}

const kept = new Map<string, Stores>()

/** The stores of a service that keeps its folder: new ones the first time, then the same. */
export async function storesIn(folder: string): Promise<Stores> {
  const known = kept.get(folder)
  if (known) return known
  const stores = await freshStores()
  kept.set(folder, stores)
  return stores
}
