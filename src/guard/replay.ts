import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CompiledSet } from '../limits/index.ts'
import type { Store } from '../store/index.ts'
import { whoOfDecision } from './decision.ts'
import { createReplayJudge } from './replay-judge.ts'
import { countDecisions, type Replayed, readDecisions } from './replay-log.ts'
import { DECISIONS_KEPT_MS } from './retention.ts'

/** Between two of these, requests have their turn. */
const TURN = 100
const WORST = 10

export interface ReplayWish {
  readonly set: CompiledSet
  readonly from: number
  readonly to: number
  /** After every page; throwing ends the replay. */
  readonly onProgress?: (progress: ReplayProgress) => void
}

export interface ReplayProgress {
  readonly done: number
  readonly total: number
}

export interface Difference {
  readonly count: number
  /** Of these, how many challenges were approved. */
  readonly laterVerified: number
  readonly costMicros: number
}

export interface WorstHit {
  readonly tenantId: string
  /** The rule that would refuse. */
  readonly limit: string
  /** Keyed hash of the user, or of the number. */
  readonly subject: string
  readonly count: number
  readonly laterVerified: number
}

export interface Replay {
  readonly decisions: number
  readonly refusedThen: number
  readonly refusedNow: number
  readonly newlyRefused: Difference
  readonly newlyAllowed: Difference
  /** What these rules would have cost more, or less. */
  readonly costDeltaMicros: number
  readonly worstHit: readonly WorstHit[]
}

/**
 * What other rules would have said to what was asked between two moments. What was asked before that
 * is taken too, so that counters are as full as they would have been.
 */
export async function replay(store: Store, wish: ReplayWish): Promise<Replay> {
  const range = { from: wish.from - warmUpMs(wish.set), to: wish.to }
  const judge = createReplayJudge(wish.set)
  const tally = createTally()
  const total = wish.onProgress ? await countDecisions(store, range) : 0
  let done = 0
  for await (const page of readDecisions(store, range)) {
    for (const row of page) {
      const { refusedBy } = await judge(row)
      if (row.at >= wish.from) tally.add(row, refusedBy)
      done += 1
      if (done % TURN === 0) await nextTurn()
    }
    wish.onProgress?.({ done, total: Math.max(total, done) })
  }
  return tally.result()
}

/** No use outlasts the longest window. */
function warmUpMs({ rules }: CompiledSet) {
  const longest = Math.max(0, ...rules.map(({ windowSeconds }) => windowSeconds * 1000))
  return Math.min(longest, DECISIONS_KEPT_MS)
}

type Counted = { -readonly [K in keyof Difference]: number }
const nothing = (): Counted => ({ count: 0, laterVerified: 0, costMicros: 0 })

function createTally() {
  let [decisions, refusedThen, refusedNow] = [0, 0, 0]
  const [newlyRefused, newlyAllowed] = [nothing(), nothing()]
  const hits = new Map<string, { -readonly [K in keyof WorstHit]: WorstHit[K] }>()

  return {
    add(row: Replayed, refusedBy: string | null) {
      const wasRefused = row.verdict === 'refused'
      decisions += 1
      if (wasRefused) refusedThen += 1
      if (refusedBy !== null) refusedNow += 1
      if (wasRefused === (refusedBy !== null)) return
      count(wasRefused ? newlyAllowed : newlyRefused, row)
      if (refusedBy !== null) hit(row, refusedBy)
    },
    result(): Replay {
      const costDeltaMicros = newlyAllowed.costMicros - newlyRefused.costMicros
      const worstHit = [...hits.values()].sort((a, b) => b.count - a.count).slice(0, WORST)
      return {
        ...{ decisions, refusedThen, refusedNow, newlyRefused, newlyAllowed },
        ...{ costDeltaMicros, worstHit },
      }
    },
  }

  function hit(row: Replayed, limit: string) {
    const { tenantId, userSubject, numberSubject } = whoOfDecision(row)
    const subject = userSubject ?? numberSubject
    const key = `${tenantId} ${limit} ${subject}`
    const known = hits.get(key) ?? { tenantId, limit, subject, count: 0, laterVerified: 0 }
    known.count += 1
    if (row.status === 'approved') known.laterVerified += 1
    hits.set(key, known)
  }
}

function count(difference: Counted, row: Replayed) {
  difference.count += 1
  difference.costMicros += row.real_micros ?? row.price_micros
  if (row.status === 'approved') difference.laterVerified += 1
}
