import { limitKey, staysMs } from './limit-key.ts'
import type { Charge, Limiter, Standing, TakeResult, Use } from './limiter.ts'
import { canBeReplaced, isEnforced, isSummed } from './rule.ts'
import {
  addUse,
  createUseLog,
  dropGone,
  dropUse,
  isCounted,
  settleUse,
  sumOf,
  type UseLog,
  type Window,
  whenFreed,
} from './use-log.ts'

type Logs = Map<string, UseLog>

interface Counter {
  readonly charge: Charge
  readonly key: string
  readonly log: UseLog | undefined
  readonly window: Window
  /** For how long its uses stay, because another limit counts them longer. */
  readonly stay: Window
}

export interface MemoryLimiter extends Limiter {
  /** Takes, and tells of the limits only the one that refuses; null: all are charged. */
  tryTake(charges: readonly Charge[], use: Use): Promise<Standing | null>
  /** Keys held now. Those whose uses have all left their windows go away as others are taken. */
  keyCount(): number
}

export interface MemoryParts {
  readonly now: () => number
  /** For who takes the same charges again and again, and knows their keys already. */
  readonly keyOf?: (charge: Charge) => string
}

const nobody: Use = { id: '' }

/** Counts in this process, for a service of one instance: an exact log of uses for each key. */
export function createMemoryLimiter({ now, keyOf = limitKey }: MemoryParts): MemoryLimiter {
  const logs: Logs = new Map()
  const sweep = createSweeper(logs)

  function find(charge: Charge, now: number): Counter {
    const key = keyOf(charge)
    const window = { now, windowMs: charge.limit.windowSeconds * 1000 }
    return {
      charge,
      key,
      log: logs.get(key),
      window,
      stay: { now, windowMs: staysMs(charge.limit) },
    }
  }

  function takeNow(charges: readonly Charge[], use: Use): Taking {
    const time = now()
    const taking = takeAll(
      logs,
      charges.map((charge) => find(charge, time)),
      use,
    )
    // Two for each key that may have been added: the sweep outruns the growth.
    sweep(2 * charges.length, time)
    return taking
  }

  return {
    async take(charges, use) {
      return toResult(logs, takeNow(charges, use))
    },

    async tryTake(charges, use) {
      return takeNow(charges, use).refusedBy
    },

    async giveBack(charges, id, keptAmount = 0) {
      for (const charge of charges)
        giveBackOne(logs, { charge, key: keyOf(charge) }, { id, keptAmount })
    },

    async peek(charges) {
      const time = now()
      return charges.map((charge) => {
        const counter = find(charge, time)
        return toStanding(counter, !hasRoom(counter, nobody))
      })
    },

    keyCount: () => logs.size,
  }
}

/** What came of a take, before anybody is told how the limits stand. */
interface Taking {
  readonly refusedBy: Standing | null
  readonly counters: readonly Counter[]
  readonly isFull: readonly boolean[]
}

function takeAll(logs: Logs, counters: readonly Counter[], use: Use): Taking {
  for (const { log, stay } of counters) if (log) dropGone(log, stay)

  const isFull = counters.map((counter) => !hasRoom(counter, use))
  const [refusedBy = null] = counters
    .filter(({ charge }, index) => isFull[index] && isEnforced(charge.limit))
    .map((counter) => toStanding(counter, true))
    .sort(byLongestWait)
  if (refusedBy) return { refusedBy, counters, isFull }

  const charged = counters.map((counter, index) =>
    isFull[index] ? counter : record(logs, counter, use),
  )
  return { refusedBy, counters: charged, isFull }
}

function toResult(logs: Logs, { refusedBy, counters, isFull }: Taking): TakeResult {
  const standings = counters.map((counter, index) => {
    // A shadow that was left out shares the log that another charge has just begun.
    const { log = logs.get(counter.key) } = counter
    return toStanding({ ...counter, log }, isFull[index] === true)
  })
  return refusedBy ? { taken: false, refusedBy, standings } : { taken: true, standings }
}

function hasRoom({ charge, log, window }: Counter, use: Use): boolean {
  const { quota } = charge.limit
  const amount = amountOf(charge)
  if (!log) return amount <= quota
  if (isCounted(log, idOf(charge, use), window)) return true
  const replaced = toReplaced(charge, use)
  const freed = replaced !== undefined && isCounted(log, replaced, window) ? 1 : 0
  return sumOf(log, window) - freed + amount <= quota
}

function record(logs: Logs, counter: Counter, use: Use): Counter {
  const { charge, key, stay } = counter
  // Another charge of the same take may have begun it.
  const log = counter.log ?? logs.get(key) ?? createUseLog()
  const replaced = toReplaced(charge, use)
  if (replaced !== undefined) dropUse(log, replaced)
  const id = idOf(charge, use)
  if (!log.uses.has(id)) addUse(log, id, amountOf(charge), stay)
  if (counter.log === log) return counter
  logs.set(key, log)
  return { ...counter, log }
}

const idOf = ({ useId }: Charge, use: Use) => useId ?? use.id
const amountOf = ({ limit, amount = 1 }: Charge) => (isSummed(limit) ? amount : 1)

function toReplaced({ limit, useId }: Charge, use: Use): string | undefined {
  return useId === undefined && use.replaces !== use.id && canBeReplaced(limit)
    ? use.replaces
    : undefined
}

function toStanding({ charge, log, window }: Counter, isFull: boolean): Standing {
  const { limit } = charge
  const amount = amountOf(charge)
  const sum = log ? sumOf(log, window) : 0
  const isAlreadyIn = charge.useId !== undefined && log && isCounted(log, charge.useId, window)
  const needed = isAlreadyIn ? 0 : sum + amount - limit.quota
  const freeAt = log && needed > 0 ? whenFreed(log, needed, window) : undefined
  const waitMs = freeAt === undefined ? window.windowMs : freeAt - window.now
  return {
    limit,
    remaining: Math.max(limit.quota - sum, 0),
    retryAfterMs: needed > 0 ? waitMs : 0,
    ...(amount !== 1 && { amount }),
    ...(isFull && !isEnforced(limit) && { shadowRefused: true }),
  }
}

function giveBackOne(
  logs: Logs,
  { charge, key }: Pick<Counter, 'charge' | 'key'>,
  use: { id: string; keptAmount: number },
): void {
  const log = logs.get(key)
  if (!log) return
  const id = idOf(charge, use)
  if (isSummed(charge.limit) && use.keptAmount > 0) settleUse(log, id, use.keptAmount)
  else dropUse(log, id)
  if (log.uses.size === 0) logs.delete(key)
}

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
