interface Turnstile {
  /** How many go through together. */
  readonly atOnce: number
  /** How many may wait for that. */
  readonly waiting: number
}

/**
 * Lets acts that cost much through a few at a time. Null when too many wait already: a flood is told
 * so, and the machine has the rest of its time for others.
 */
export function createTurnstile({ atOnce, waiting }: Turnstile) {
  const queue: (() => void)[] = []
  let inside = 0

  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else inside -= 1
  }

  return async function pass<T>(act: () => Promise<T>): Promise<T | null> {
    if (inside >= atOnce && queue.length >= waiting) return null
    if (inside >= atOnce) await new Promise<void>((resolve) => queue.push(resolve))
    else inside += 1
    try {
      return await act()
    } finally {
      leave()
    }
  }
}
