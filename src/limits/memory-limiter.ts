import { limitKey } from './limit-key.ts'
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
}

export interface MemoryLimiter extends Limiter {
  /** Keys held now. Those whose uses have all left their windows go away as others are taken. */
  keyCount(): number
}

const nobody: Use = { id: '' }

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

    async giveBack(charges, id, keptAmount = 0) {
      for (const charge of charges) giveBackOne(logs, charge, { id, keptAmount })
    },

    async peek(charges) {
      const time = now()
      return charges.map((charge) => {
        const counter = find(logs, charge, time)
        return toStanding(counter, !hasRoom(counter, nobody))
      })
    },

    keyCount: () => logs.size,
  }
}

function takeAll(logs: Logs, charges: readonly Charge[], use: Use, now: number): TakeResult {
  const counters = charges.map((charge) => find(logs, charge, now))
  for (const { log, window } of counters) if (log) dropGone(log, window)

  const isFull = counters.map((counter) => !hasRoom(counter, use))
  const standings = (of: readonly Counter[]) =>
    of.map((counter, index) => toStanding(counter, isFull[index] === true))
  const [refusedBy] = counters
    .filter(({ charge }, index) => isFull[index] && isEnforced(charge.limit))
    .map((counter) => toStanding(counter, true))
    .sort(byLongestWait)
  if (refusedBy) return { taken: false, refusedBy, standings: standings(counters) }

  const charged = counters.map((counter, index) =>
    isFull[index] ? counter : record(logs, counter, use),
  )
  return { taken: true, standings: standings(charged) }
}

function find(logs: Logs, charge: Charge, now: number): Counter {
  const key = limitKey(charge)
  const window = { now, windowMs: charge.limit.windowSeconds * 1000 }
  return { charge, key, log: logs.get(key), window }
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
  const { charge, key, window } = counter
  // Another charge of the same take may have begun it.
  const log = counter.log ?? logs.get(key) ?? createUseLog()
  const replaced = toReplaced(charge, use)
  if (replaced !== undefined) dropUse(log, replaced)
  const id = idOf(charge, use)
  if (!log.uses.has(id)) addUse(log, id, amountOf(charge), window)
  if (counter.log === undefined) logs.set(key, log)
  return { charge, key, log, window }
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

function giveBackOne(logs: Logs, charge: Charge, use: { id: string; keptAmount: number }): void {
  const key = limitKey(charge)
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
