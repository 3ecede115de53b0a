import { Cluster, Redis, type RedisOptions } from 'ioredis'
import type { Log } from '../log.ts'
import { createOutageLog } from './outage-log.ts'
import { type RedisAddress, toRedisAddress } from './redis-address.ts'
import { toStoreUnavailable } from './redis-fault.ts'

export type RedisCommands = Redis | Cluster

export interface RedisLink {
  readonly commands: RedisCommands
  /** For signals alone: a plain connection, to whichever node of a cluster answers. */
  readonly subscriber: Redis
  /** For `/readyz`: throws `StoreUnavailable` when Redis does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** How long a command waits for its answer. `server-deadline.ts` tells the server too. */
export const ANSWER_WITHIN_MS = 1000
const CONNECT_WITHIN_MS = 1000
/** A connection that said nothing for so long, although it was asked, is given up. */
const SILENT_MOST_MS = 1500
const RETRY_MOST_MS = 500

/**
 * A command is answered or fails within a second; nothing is queued while Redis is away, and nothing
 * is sent again afterwards, when its caller was told that it failed.
 */
const failFast = {
  commandTimeout: ANSWER_WITHIN_MS,
  connectTimeout: CONNECT_WITHIN_MS,
  socketTimeout: SILENT_MOST_MS,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  /** How often it asks whether a server that restarts has read its file by now. */
  maxLoadingRetryTime: RETRY_MOST_MS,
  /** After a fail-over the same address may lead to the new primary. */
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions

/** One address is a server, several are nodes of one cluster. Does not wait until they answer. */
export function connectRedis(urls: readonly string[], { log }: { log: Log }): RedisLink {
  const addresses = urls.map(toRedisAddress)
  const commands = addresses.length > 1 ? openCluster(addresses) : openServer(addresses)
  const subscriber = openServer(addresses)
  const watch = createOutageLog(log)
  watch(commands)
  watch(subscriber)

  return {
    commands,
    subscriber,
    async ping() {
      await commands.ping().catch((error) => {
        throw toStoreUnavailable(error)
      })
    },
    async close() {
      subscriber.disconnect()
      // Waits for the answers that are on their way, when there is somebody to wait for.
      await commands.quit().catch(() => undefined)
      commands.disconnect()
    },
  }
}

/** A single connection; with several addresses it goes to the next one each time it fails. */
function openServer(addresses: readonly RedisAddress[]): Redis {
  const redis: Redis = new Redis({
    ...failFast,
    ...addresses[0],
    enableOfflineQueue: false,
    /** What is asked in one turn is written with one system call. */
    enableAutoPipelining: true,
    retryStrategy(attempt) {
      // ioredis reads the address from its options each time it connects.
      Object.assign(redis.options, addresses[attempt % addresses.length])
      return toRetryMs(attempt)
    },
  })
  return redis
}

function openCluster(addresses: readonly RedisAddress[]): Cluster {
  if (addresses.some(({ db }) => db !== 0))
    throw new Error('A cluster of Redis has no numbered databases')
  const { username, password, tls } = addresses[0] ?? {}
  return new Cluster(
    addresses.map(({ host, port }) => ({ host, port })),
    {
      redisOptions: { ...failFast, username, password, tls },
      enableOfflineQueue: false,
      clusterRetryStrategy: toRetryMs,
      slotsRefreshInterval: 2000,
      // Four redirections of 100 ms at most: the second of a command is not stretched by much.
      maxRedirections: 4,
      // A certificate is issued to a name: keep it, where the default would put an address.
      ...(tls && { dnsLookup: (name, done) => done(null, name) }),
    },
  )
}

const toRetryMs = (attempt: number) => Math.min(50 * 2 ** attempt, RETRY_MOST_MS)
