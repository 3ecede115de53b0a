/**
 * Short messages between the instances of a service: something changed, look again. A message may be
 * lost or come twice, so whoever needs certainty reads the database. Implementations run
 * `test/contract/signals-contract.ts`.
 */
export interface Signals {
  publish(topic: string): void
  /** Calls `listener` for every message on the topic until the returned function is called. */
  subscribe(topic: string, listener: () => void): () => void
  close(): Promise<void>
}

export interface LocalSignals extends Signals {
  /** Calls every listener: somebody cannot tell what was missed. */
  publishToAll(): void
}

/** Signals within one process, for a service of one instance. */
export function createLocalSignals(): LocalSignals {
  const listeners = new Map<string, Set<() => void>>()

  const publish = (topic: string) => {
    for (const listener of listeners.get(topic) ?? []) queueMicrotask(listener)
  }

  return {
    publish,
    publishToAll() {
      for (const topic of listeners.keys()) publish(topic)
    },
    subscribe(topic, listener) {
      const own = () => listener()
      listeners.set(topic, (listeners.get(topic) ?? new Set()).add(own))
      return () => {
        listeners.get(topic)?.delete(own)
        if (listeners.get(topic)?.size === 0) listeners.delete(topic)
      }
    },
    async close() {
      listeners.clear()
    },
  }
}
