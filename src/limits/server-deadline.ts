/**
 * Tells a server, by its own clock, until when an answer is waited for. A take that sat in a stopped
 * server would otherwise be charged when the server wakes, long after its caller was told 503.
 */
export interface ServerDeadline {
  /** In the time of the server; 0 while nothing is known about that. */
  next(): number
  /** What the server's clock said in the answer that came in now. */
  learn(serverTime: number): void
}

export function createServerDeadline(
  waitMs: number,
  now: () => number = () => performance.now(),
): ServerDeadline {
  let aheadMs: number | null = null

  return {
    next: () => (aheadMs === null ? 0 : Math.round(now() + aheadMs + waitMs)),
    learn(serverTime) {
      aheadMs = serverTime - now()
    },
  }
}
