interface Due {
  readonly at: number
  readonly act: () => Promise<void>
}

/** Acts to be done when their time has come, the earliest first: a binary heap. */
export interface Timeline {
  add(at: number, act: Due['act']): void
  /** Does what is due by then. */
  runUntil(at: number): Promise<void>
}

export function createTimeline(): Timeline {
  const heap: Due[] = []
  const atOf = (index: number) => heap[index]?.at ?? Number.POSITIVE_INFINITY

  function swap(one: number, other: number) {
    const [a, b] = [heap[one], heap[other]]
    if (a && b) [heap[one], heap[other]] = [b, a]
  }

  function rise(from: number) {
    for (let index = from; index > 0; ) {
      const parent = (index - 1) >> 1
      if (atOf(parent) <= atOf(index)) return
      swap(parent, index)
      index = parent
    }
  }

  function sink() {
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      const least = atOf(right) < atOf(left) ? right : left
      if (atOf(least) >= atOf(index)) return
      swap(index, least)
      index = least
    }
  }

  return {
    add(at, act) {
      heap.push({ at, act })
      rise(heap.length - 1)
    },
    async runUntil(at) {
      while (atOf(0) <= at) {
        const [first] = heap
        swap(0, heap.length - 1)
        heap.pop()
        sink()
        await first?.act()
      }
    },
  }
}
