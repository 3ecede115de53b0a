/** The uses of one key and when each was taken, oldest first. */
export interface UseLog {
  readonly uses: Map<string, number>
  lastTakenAt: number
  /** When the last use leaves the window it was counted in. */
  emptyAt: number
}

export function createUseLog(): UseLog {
  return { uses: new Map(), lastTakenAt: 0, emptyAt: 0 }
}

/** A clock that was set back does not break the order: such a use counts as taken with the last. */
export function addUse(log: UseLog, useId: string, now: number, windowMs: number): void {
  log.lastTakenAt = Math.max(now, log.lastTakenAt)
  log.emptyAt = log.lastTakenAt + windowMs
  log.uses.set(useId, log.lastTakenAt)
}

export function dropGone(log: UseLog, now: number, windowMs: number): void {
  for (const [useId, takenAt] of log.uses) {
    if (!hasLeft(takenAt, now, windowMs)) return
    log.uses.delete(useId)
  }
}

export function countGone(log: UseLog, now: number, windowMs: number): number {
  let gone = 0
  for (const takenAt of log.uses.values()) {
    if (!hasLeft(takenAt, now, windowMs)) break
    gone++
  }
  return gone
}

export function takenAtOf(log: UseLog, index: number): number | undefined {
  let position = 0
  for (const takenAt of log.uses.values()) {
    if (position === index) return takenAt
    position++
  }
  return undefined
}

/** A use taken exactly one window ago counts no more. */
const hasLeft = (takenAt: number, now: number, windowMs: number) => now - takenAt >= windowMs
