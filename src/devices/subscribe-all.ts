import type { Signals } from '../platform/signals.ts'

/** One listener on topics that come and go. */
export function subscribeAll(signals: Signals, listener: () => void) {
  const followed = new Map<string, () => void>()
  let closed = false

  const drop = (isWanted: (topic: string) => boolean) => {
    for (const [topic, unsubscribe] of followed)
      if (!isWanted(topic)) {
        unsubscribe()
        followed.delete(topic)
      }
  }
  return {
    /** Listens to these and to no others; true when one of them is new. */
    follow(topics: readonly string[]): boolean {
      if (closed) return false
      drop((topic) => topics.includes(topic))
      const added = topics.filter((topic) => !followed.has(topic))
      for (const topic of added) followed.set(topic, signals.subscribe(topic, listener))
      return added.length > 0
    },
    close() {
      closed = true
      drop(() => false)
    },
  }
}
