import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { asAdmin } from '../test/support/postgres-server.ts'
import { type Closing, createClosing } from './closing.ts'
import { enter, type Side } from './contestant.ts'
import { ask } from './load.ts'
import type { Operation } from './operations.ts'
import type { Servers } from './servers.ts'
import { countTrips } from './trips.ts'
import type { World } from './world.ts'

/** What one operation asks of the stores: medians over operations that came one at a time. */
export interface Counts {
  /** Scripts that Redis ran. */
  readonly scripts: number
  /** Messages to other instances. */
  readonly publishes: number
  /** Redis round trips until the answer was there. */
  readonly redisTripsWaited: number
  /** SQL statements, `begin` and `commit` among them. */
  readonly statements: number
  /** Database round trips until the answer was there. */
  readonly sqlTripsWaited: number
  /** With those that went on after the answer. */
  readonly sqlTrips: number
}

const COUNTED = 60
const WARM_UP = 60
/** Until what goes on after an answer has ended too. */
const SETTLE_MS = 50

interface Counting {
  readonly side: Side
  readonly operation: Operation
  readonly world: World
  readonly servers: Servers
}

export async function count(counting: Counting): Promise<Counts> {
  const closing = createClosing()
  const { adminUrl } = counting.servers
  const database = databaseOf(counting.world.env.DATABASE_URL)
  try {
    await asAdmin(adminUrl, `alter database ${database} set pg_stat_statements.track = 'top'`)
    return await countEach(counting, closing)
  } finally {
    await closing.all()
    await asAdmin(adminUrl, `alter database ${database} reset pg_stat_statements.track`)
  }
}

async function countEach({ side, operation, world, servers }: Counting, closing: Closing) {
  const { DATABASE_URL = '', REDIS_URL = '' } = world.env
  const sql = await countTrips(DATABASE_URL, closing)
  const redis = await countTrips(REDIS_URL, closing)
  const statistics = await readStatistics(servers, DATABASE_URL, closing)
  const entry = { side, operation, world, env: { DATABASE_URL: sql.url, REDIS_URL: redis.url } }
  const { pool, prepare } = await enter(entry, closing)
  const requests = await prepare(WARM_UP + COUNTED)
  for (const request of requests.splice(0, WARM_UP)) await ask(pool, request)
  await wait(SETTLE_MS)

  const each: Counts[] = []
  for (const request of requests) {
    const before = await statistics()
    const [sqlBefore, redisBefore] = [sql.trips(), redis.trips()]
    await ask(pool, request)
    const sqlTripsWaited = sql.trips() - sqlBefore
    const redisTripsWaited = redis.trips() - redisBefore
    await wait(SETTLE_MS)
    const after = await statistics()
    each.push({
      scripts: after.scripts - before.scripts,
      publishes: after.publishes - before.publishes,
      statements: after.statements - before.statements,
      ...{ sqlTripsWaited, redisTripsWaited },
      sqlTrips: sql.trips() - sqlBefore,
    })
  }
  return medians(each)
}

const databaseOf = (url = '') => new URL(url).pathname.slice(1)

/** The servers' own: commandstats of Redis, pg_stat_statements for this one database. */
async function readStatistics(servers: Servers, databaseUrl: string, closing: Closing) {
  const redis = new Redis(servers.redisUrl)
  closing.add(() => redis.quit())
  const admin = new pg.Client({ connectionString: servers.adminUrl })
  await admin.connect()
  closing.add(() => admin.end())
  const database = databaseOf(databaseUrl)

  return async () => {
    const stats = await redis.info('commandstats')
    const { rows } = await admin.query<{ calls: string }>(
      `select coalesce(sum(calls), 0) as calls from pg_stat_statements
        where dbid = (select oid from pg_database where datname = $1)`,
      [database],
    )
    return {
      scripts: callsOf(stats, 'evalsha') + callsOf(stats, 'eval'),
      publishes: callsOf(stats, 'publish'),
      statements: Number(rows[0]?.calls),
    }
  }
}

function callsOf(stats: string, command: string): number {
  return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0)
}

/** Housekeeping of the service, once a second, falls between the others and out of the median. */
function medians(each: readonly Counts[]): Counts {
  const of = (key: keyof Counts) => median(each.map((counts) => counts[key]))
  return {
    scripts: of('scripts'),
    publishes: of('publishes'),
    redisTripsWaited: of('redisTripsWaited'),
    statements: of('statements'),
    sqlTripsWaited: of('sqlTripsWaited'),
    sqlTrips: of('sqlTrips'),
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor((sorted.length - 1) / 2)
  return ((sorted[middle] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2
}
