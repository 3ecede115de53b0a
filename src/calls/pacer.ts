import { setTimeout as wait } from 'node:timers/promises'

/** Lets one act through each interval, in the order in which they asked. */
export function createPacer(perSecond: number) {
  const intervalMs = 1000 / perSecond
  let nextAt = 0

  return async () => {
    const now = performance.now()
    const at = Math.max(now, nextAt)
    nextAt = at + intervalMs
    if (at > now) await wait(at - now)
  }
}
