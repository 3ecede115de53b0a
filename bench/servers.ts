import { asAdmin, startPostgres } from '../test/support/postgres-server.ts'
import { startRedis } from '../test/support/redis-server.ts'
import type { Closing } from './closing.ts'

export interface Servers {
  /** Of the superuser; statistics are read there. */
  readonly adminUrl: string
  readonly redisUrl: string
  createDatabase(): Promise<string>
}

/** PostgreSQL, which can count statements, and Redis: on free ports in temporary folders. */
export async function startServers(closing: Closing): Promise<Servers> {
  const redis = await startRedis()
  closing.add(redis.stop)
  const postgres = await startPostgres()
  closing.add(postgres.stop)
  const { adminUrl } = postgres
  await asAdmin(adminUrl, "alter system set shared_preload_libraries = 'pg_stat_statements'")
  await postgres.shutDown()
  await postgres.startAgain()
  await asAdmin(adminUrl, 'create extension pg_stat_statements')
  // To count is work too: only where nothing is timed.
  await asAdmin(adminUrl, "alter system set pg_stat_statements.track = 'none'")
  await asAdmin(adminUrl, 'select pg_reload_conf()')
  return { adminUrl, redisUrl: redis.url, createDatabase: postgres.createDatabase }
}
