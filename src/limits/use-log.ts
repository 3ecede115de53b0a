/** The uses of one key, what each took and when. */
export interface UseLog {
  readonly uses: Map<string, LoggedUse>
  /** The oldest first; what was dropped stays in its place for a while, and takes nothing. */
  readonly order: LoggedUse[]
  /** The place of the first in `order`. */
  first: number
  /** Those before this place have left for good. */
  droppedTo: number
  /** For each length of a window, where it begins now. */
  readonly starts: Map<number, Start>
  /** What all of them took. */
  sum: number
  lastTakenAt: number
  /** When the last use leaves the window it was counted in. */
  emptyAt: number
}

interface LoggedUse {
  readonly id: string
  readonly takenAt: number
  /** Counted from the first use that the log ever had. */
  readonly place: number
  amount: number
}

/** Where a window begins: it moves on with time, so that no use is looked at again and again. */
interface Start {
  now: number
  place: number
  /** What the uses before it took. */
  before: number
}

/** Time of asking, and how long a use counts. */
export interface Window {
  readonly now: number
  readonly windowMs: number
}

export function createUseLog(): UseLog {
  const none = { first: 0, droppedTo: 0, sum: 0, lastTakenAt: 0, emptyAt: 0 }
  return { uses: new Map(), order: [], starts: new Map(), ...none }
}

/** A clock that was set back does not break the order: such a use counts as taken with the last. */
export function addUse(log: UseLog, id: string, amount: number, { now, windowMs }: Window) {
  log.lastTakenAt = Math.max(now, log.lastTakenAt)
  log.emptyAt = log.lastTakenAt + windowMs
  const place = log.first + log.order.length
  const use = { id, takenAt: log.lastTakenAt, place, amount }
  log.uses.set(id, use)
  log.order.push(use)
  log.sum += amount
}

export function dropUse(log: UseLog, id: string): void {
  settleUse(log, id, 0)
  log.uses.delete(id)
}

/** What it took in the end; its time stays. */
export function settleUse(log: UseLog, id: string, amount: number): void {
  const use = log.uses.get(id)
  if (!use) return
  const more = amount - use.amount
  use.amount = amount
  log.sum += more
  for (const start of log.starts.values()) if (use.place < start.place) start.before += more
}

/** The places of so many are freed at once: to free one moves all that come after it. */
const FREED_AT_ONCE = 64

export function dropGone(log: UseLog, window: Window): void {
  const { place } = startOf(log, window)
  for (; log.droppedTo < place; log.droppedTo++) {
    const use = log.order[log.droppedTo - log.first]
    if (use && log.uses.get(use.id) === use) dropUse(log, use.id)
  }
  const free = log.droppedTo - log.first
  if (free < FREED_AT_ONCE) return
  log.order.splice(0, free)
  log.first += free
}

export function isCounted(log: UseLog, id: string, window: Window): boolean {
  const use = log.uses.get(id)
  return use !== undefined && !hasLeft(use, window)
}

/** What the uses in the window took. */
export function sumOf(log: UseLog, window: Window): number {
  return log.sum - startOf(log, window).before
}

/** When so much of what counts now has left; undefined when there is not so much. */
export function whenFreed(log: UseLog, needed: number, window: Window): number | undefined {
  let freed = 0
  for (let at = startOf(log, window).place - log.first; at < log.order.length; at++) {
    const { amount = 0, takenAt = 0 } = log.order[at] ?? {}
    freed += amount
    if (freed >= needed) return takenAt + window.windowMs
  }
  return undefined
}

/** Moves on to where the window begins now; from the first use again when the clock was set back. */
function startOf(log: UseLog, window: Window): Start {
  const known = log.starts.get(window.windowMs)
  const isUsable = known && window.now >= known.now && known.place >= log.first
  const start = isUsable ? known : { now: 0, place: log.first, before: 0 }
  if (!isUsable) log.starts.set(window.windowMs, start)
  start.now = window.now
  for (;;) {
    const use = log.order[start.place - log.first]
    if (!use || !hasLeft(use, window)) return start
    start.before += use.amount
    start.place += 1
  }
}

/** A use taken exactly one window ago counts no more. */
const hasLeft = ({ takenAt }: LoggedUse, { now, windowMs }: Window) => now - takenAt >= windowMs
