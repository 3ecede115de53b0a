/** The uses of one key, what each took and when, oldest first. */
export interface UseLog {
  readonly uses: Map<string, LoggedUse>
  /** What all of them took. */
  sum: number
  lastTakenAt: number
  /** When the last use leaves the window it was counted in. */
  emptyAt: number
}

interface LoggedUse {
  readonly takenAt: number
  readonly amount: number
}

/** Time of asking, and how long a use counts. */
export interface Window {
  readonly now: number
  readonly windowMs: number
}

export function createUseLog(): UseLog {
  return { uses: new Map(), sum: 0, lastTakenAt: 0, emptyAt: 0 }
}

/** A clock that was set back does not break the order: such a use counts as taken with the last. */
export function addUse(log: UseLog, useId: string, amount: number, { now, windowMs }: Window) {
  log.lastTakenAt = Math.max(now, log.lastTakenAt)
  log.emptyAt = log.lastTakenAt + windowMs
  log.uses.set(useId, { takenAt: log.lastTakenAt, amount })
  log.sum += amount
}

export function dropUse(log: UseLog, useId: string): void {
  log.sum -= log.uses.get(useId)?.amount ?? 0
  log.uses.delete(useId)
}

/** What it took in the end; its time stays. */
export function settleUse(log: UseLog, useId: string, amount: number): void {
  const use = log.uses.get(useId)
  if (!use) return
  log.uses.set(useId, { ...use, amount })
  log.sum += amount - use.amount
}

export function dropGone(log: UseLog, window: Window): void {
  for (const [useId, use] of log.uses) {
    if (!hasLeft(use, window)) return
    dropUse(log, useId)
  }
}

export function isCounted(log: UseLog, useId: string, window: Window): boolean {
  const use = log.uses.get(useId)
  return use !== undefined && !hasLeft(use, window)
}

/** What the uses in the window took. */
export function sumOf(log: UseLog, window: Window): number {
  let sum = log.sum
  for (const use of log.uses.values()) {
    if (!hasLeft(use, window)) break
    sum -= use.amount
  }
  return sum
}

/** When so much of what counts now has left; undefined when there is not so much. */
export function whenFreed(log: UseLog, needed: number, window: Window): number | undefined {
  let freed = 0
  for (const use of log.uses.values()) {
    if (hasLeft(use, window)) continue
    freed += use.amount
    if (freed >= needed) return use.takenAt + window.windowMs
  }
  return undefined
}

/** A use taken exactly one window ago counts no more. */
const hasLeft = ({ takenAt }: LoggedUse, { now, windowMs }: Window) => now - takenAt >= windowMs
