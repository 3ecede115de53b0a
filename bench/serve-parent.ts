export type Question = 'cpu' | 'stop'
export interface Answer {
  readonly kind: 'ready' | 'cpu'
  /** CPU time of this process so far, in its own code and in the kernel's for it. */
  readonly micros: number
}

/**
 * Tells the process that started this one that it listens; answers, and ends with it. At once: its
 * stores are thrown away, and a service would wait for the calls it has in hand.
 */
export function serveParent() {
  process.on('message', (question: Question) =>
    question === 'cpu' ? tell('cpu') : process.exit(0),
  )
  process.once('disconnect', () => process.exit(1))
  tell('ready')
}

function tell(kind: Answer['kind']) {
  const { user, system } = process.cpuUsage()
  process.send?.({ kind, micros: user + system } satisfies Answer)
}
