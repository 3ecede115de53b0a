import type { Clock } from '../platform/clock.ts'

/** Lets one act through each interval, in the order in which they asked. */
export function createPacer(perSecond: number, clock: Clock) {
  const intervalMs = 1000 / perSecond
  let nextAt = 0
  let waiting = 0

  return async () => {
    const now = clock.now()
    // A clock that was set back would hold up every call until it is as late again.
    const latest = now + (waiting + 1) * intervalMs
    const at = Math.min(Math.max(now, nextAt), latest)
    nextAt = at + intervalMs
    if (at <= now) return
    waiting += 1
    await pass(clock, at - now)
    waiting -= 1
  }
}

/** Timers are up to a millisecond early; a clock that is set back meanwhile is no reason to wait. */
function pass(clock: Clock, ms: number): Promise<void> {
  const from = clock.now()
  return new Promise((resolve) => {
    const stop = clock.every(Math.ceil(ms), () => {
      const passedMs = clock.now() - from
      if (passedMs >= 0 && passedMs < ms - 1) return
      stop()
      resolve()
    })
  })
}
