import { createMemoryLimiter, createRedisLimiter, type Limiter } from './limits/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import { connectRedis, createRedisSignals } from './platform/redis/index.ts'
import { createLocalSignals, type Signals } from './platform/signals.ts'

/** What is counted and what is announced: state that all instances share. */
export interface Counting {
  readonly limiter: Limiter
  readonly signals: Signals
  /** Throws `StoreUnavailable` when nothing can be counted. */
  ping(): Promise<void>
  close(): Promise<void>
}

interface CountingParts {
  readonly clock: Clock
  /** A clock that a test moves; otherwise Redis counts by its own. */
  readonly movedClock: Clock | undefined
  readonly log: Log
}

/** In Redis, or without an address in this process, for a service of one instance. */
export function openCounting(urls: readonly string[], parts: CountingParts): Counting {
  return urls.length === 0 ? countHere(parts) : countInRedis(urls, parts)
}

function countHere({ clock }: CountingParts): Counting {
  const signals = createLocalSignals()
  return {
    ...{ limiter: createMemoryLimiter(clock), signals },
    ping: async () => {},
    close: () => signals.close(),
  }
}

function countInRedis(
  urls: readonly string[],
  { clock, movedClock, log }: CountingParts,
): Counting {
  const link = connectRedis(urls, { log })
  const signals = createRedisSignals(link, clock)
  return {
    limiter: createRedisLimiter(link.commands, { now: movedClock && (() => movedClock.now()) }),
    signals,
    ping: () => link.ping(),
    async close() {
      await signals.close()
      await link.close()
    },
  }
}
