import { limitKey } from './limit-key.ts'
import type { Charge, Limit, Limiter, Standing, TakeResult, Use } from './limiter.ts'
import { canBeReplaced } from './rule.ts'
import { addUse, countGone, createUseLog, dropGone, takenAtOf, type UseLog } from './use-log.ts'

type Logs = Map<string, UseLog>

interface Counter {
  readonly limit: Limit
  readonly key: string
  readonly log: UseLog | undefined
}

export interface MemoryLimiter extends Limiter {
  /** Keys held now. Those whose uses have all left their windows go away as others are taken. */
  keyCount(): number
}

/** Counts in this process, for a service of one instance: an exact log of uses for each key. */
export function createMemoryLimiter({ now }: { now: () => number }): MemoryLimiter {
  const logs: Logs = new Map()
  const sweep = createSweeper(logs)

  return {
    async take(charges, use) {
      const time = now()
      const result = takeAll(logs, charges, use, time)
      // Two for each key that may have been added: the sweep outruns the growth.
      sweep(2 * charges.length, time)
      return result
    },

    async giveBack(charges, useId) {
      for (const charge of charges) giveBackOne(logs, limitKey(charge), useId)
    },

    async peek(charges) {
      const time = now()
      return charges.map((charge) => toStanding(find(logs, charge), time))
    },

    keyCount: () => logs.size,
  }
}

function takeAll(logs: Logs, charges: readonly Charge[], use: Use, now: number): TakeResult {
  const counters = charges.map((charge) => find(logs, charge))
  for (const { log, limit } of counters) if (log) dropGone(log, now, toWindowMs(limit))

  const full = counters.filter((counter) => !hasRoom(counter, use))
  const [refusedBy] = full.map((counter) => toStanding(counter, now)).sort(byLongestWait)
  if (refusedBy) {
    const standings = counters.map((counter) => toStanding(counter, now))
    return { taken: false, refusedBy, standings }
  }
  const charged = counters.map((counter) => record(logs, counter, use, now))
  return { taken: true, standings: charged.map((counter) => toStanding(counter, now)) }
}

function find(logs: Logs, charge: Charge): Counter {
  const key = limitKey(charge)
  return { limit: charge.limit, key, log: logs.get(key) }
}

/** Whether the use fits, in a log that holds no use that has left. */
function hasRoom({ limit, log }: Counter, use: Use): boolean {
  if (!log) return limit.quota > 0
  if (log.uses.has(use.id)) return true
  const replaced = toReplaced(limit, use)
  const freed = replaced !== undefined && log.uses.has(replaced) ? 1 : 0
  return log.uses.size - freed < limit.quota
}

function record(logs: Logs, { limit, key }: Counter, use: Use, now: number): Counter {
  const log = logs.get(key) ?? createUseLog()
  const replaced = toReplaced(limit, use)
  if (replaced !== undefined) log.uses.delete(replaced)
  if (!log.uses.has(use.id)) addUse(log, use.id, now, toWindowMs(limit))
  logs.set(key, log)
  return { limit, key, log }
}

function toReplaced(limit: Limit, use: Use): string | undefined {
  return use.replaces !== use.id && canBeReplaced(limit) ? use.replaces : undefined
}

function toStanding({ limit, log }: Counter, now: number): Standing {
  const windowMs = toWindowMs(limit)
  const gone = log ? countGone(log, now, windowMs) : 0
  const counted = log ? log.uses.size - gone : 0
  if (counted < limit.quota) return { limit, remaining: limit.quota - counted, retryAfterMs: 0 }

  // A quota may have been lowered below the uses there are: then more than one has to leave.
  const lastToLeave = log && takenAtOf(log, gone + counted - limit.quota)
  const retryAfterMs = lastToLeave === undefined ? windowMs : lastToLeave + windowMs - now
  return { limit, remaining: 0, retryAfterMs }
}

function giveBackOne(logs: Logs, key: string, useId: string): void {
  const log = logs.get(key)
  if (!log) return
  log.uses.delete(useId)
  if (log.uses.size === 0) logs.delete(key)
}

const toWindowMs = (limit: Limit) => limit.windowSeconds * 1000
const byLongestWait = (a: Standing, b: Standing) => b.retryAfterMs - a.retryAfterMs

/** Walks round all keys, a few at each step, and drops those that are empty by now. */
function createSweeper(logs: Logs) {
  let walk = logs.entries()

  return (steps: number, now: number): void => {
    for (let step = 0; step < steps; step++) {
      const next = walk.next()
      if (next.done) {
        walk = logs.entries()
        return
      }
      const [key, log] = next.value
      if (log.emptyAt <= now) logs.delete(key)
    }
  }
}
