/** What has to be ended, the last first, whatever happens on the way. */
export interface Closing {
  add(close: () => Promise<unknown> | unknown): void
  all(): Promise<void>
}

export function createClosing(): Closing {
  const open: (() => Promise<unknown> | unknown)[] = []
  return {
    add: (close) => void open.push(close),
    async all() {
      for (let close = open.pop(); close; close = open.pop())
        await Promise.resolve(close()).catch((error) => console.error('Not closed:', error))
    },
  }
}
