/** Where time comes from; tests move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Repeats an act until the returned function is called. Does not keep the process alive. */
  every(periodMs: number, act: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(periodMs, act) {
    const timer = setInterval(act, periodMs)
    timer.unref()
    return () => clearInterval(timer)
  },
}
