import { Gauge, type Registry } from 'prom-client'
import { alarmKinds } from '../guard/index.ts'
import type { Standing } from './read-standing.ts'

interface Shown {
  readonly name: string
  readonly help: string
  readonly of: (standing: Standing) => number
}

const shown: readonly Shown[] = [
  {
    name: 'belcode_challenges_open',
    help: 'Challenges whose code may still be typed.',
    of: ({ openChallenges }) => openChallenges,
  },
  {
    name: 'belcode_calls_waiting',
    help: 'Calls that no carrier was asked for yet.',
    of: ({ waitingCalls }) => waitingCalls,
  },
  {
    name: 'belcode_calls_oldest_waiting_seconds',
    help: 'How long the oldest of them waits; after 20 s it is given up.',
    of: ({ oldestWaitingSeconds }) => oldestWaitingSeconds,
  },
  {
    name: 'belcode_calls_under_way',
    help: 'Calls that were placed and have not ended.',
    of: ({ callsUnderWay }) => callsUnderWay,
  },
  {
    name: 'belcode_notices_waiting',
    help: 'Mails and webhook messages that are to be delivered.',
    of: ({ waitingNotices }) => waitingNotices,
  },
  {
    name: 'belcode_notices_dead',
    help: 'Mails and webhook messages that were given up.',
    of: ({ deadNotices }) => deadNotices,
  },
  {
    name: 'belcode_audit_oldest_unsealed_seconds',
    help: 'How long the oldest event waits for its place in the audit chain.',
    of: ({ oldestUnsealedSeconds }) => oldestUnsealedSeconds,
  },
]

interface Stores {
  readonly standing: () => Promise<Standing>
  /** Throws when limits cannot be counted. */
  readonly ping: () => Promise<void>
}

/** What is looked up when somebody scrapes: once for all of it, and never what was true before. */
export function showStanding(registry: Registry, { standing, ping }: Stores) {
  const read = oncePerScrape(() => standing().catch(() => null))
  const registers = [registry]

  for (const { name, help, of } of shown)
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        const found = await read()
        if (found) this.set(of(found))
        else this.remove()
      },
    })
  new Gauge({
    ...{ name: 'belcode_alarms_active', help: 'Alarms that are not over, by kind.', registers },
    labelNames: ['kind'],
    async collect() {
      this.reset()
      for (const kind of alarmKinds) this.set({ kind }, 0)
      for (const { kind, count } of (await read())?.alarms ?? []) this.set({ kind }, count)
    },
  })
  new Gauge({
    ...{ name: 'belcode_store_up', help: 'Whether a store answers, 1 or 0.', registers },
    labelNames: ['store'],
    async collect() {
      const [found, counts] = await Promise.all([read(), answers(ping)])
      this.set({ store: 'database' }, found ? 1 : 0)
      this.set({ store: 'limits' }, counts ? 1 : 0)
    },
  })
}

const answers = (ping: () => Promise<void>) =>
  ping().then(
    () => true,
    () => false,
  )

/** All gauges of one scrape ask in the same turn. */
function oncePerScrape<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null
  return () => {
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }
}
