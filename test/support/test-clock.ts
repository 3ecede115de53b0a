import type { Clock } from '../../src/platform/clock.ts'

export interface TestClock extends Clock {
  /** Jumps ahead; what is due repeatedly is done once. */
  advance(ms: number): void
}

/** Real time, plus what a test has skipped. */
export function createTestClock(): TestClock {
  const acts = new Set<() => void>()
  let skippedMs = 0

  return {
    now: () => Date.now() + skippedMs,
    every(periodMs, act) {
      const timer = setInterval(act, periodMs)
      timer.unref()
      acts.add(act)
      return () => {
        clearInterval(timer)
        acts.delete(act)
      }
    },
    advance(ms) {
      skippedMs += ms
      for (const act of acts) act()
    },
  }
}
