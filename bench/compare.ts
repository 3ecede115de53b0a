import { createClosing } from './closing.ts'
import { enter } from './contestant.ts'
import { type Counts, count } from './counts.ts'
import type { Operation } from './operations.ts'
import { alternate, type Pace, type Sample } from './rounds.ts'
import type { Servers } from './servers.ts'
import { openWorld } from './world.ts'

export interface Bench extends Pace {
  readonly carrierUrl: string
  readonly profileFolder?: string | undefined
}

export interface Comparison {
  readonly operation: Operation
  readonly ours: readonly Sample[]
  readonly floor: readonly Sample[]
  /** On PostgreSQL and Redis only. */
  readonly counts: { readonly ours: Counts; readonly floor: Counts } | null
}

/** One operation and its floor in one run, on new stores of the same kind. */
export async function compare(
  operation: Operation,
  bench: Bench,
  servers: Servers | null,
): Promise<Comparison> {
  const { carrierUrl, profileFolder } = bench
  const closing = createClosing()
  try {
    const worlds = {
      floor: await openWorld({ servers, carrierUrl }, closing),
      ours: await openWorld({ servers, carrierUrl }, closing),
    }
    const counted = async (side: 'ours' | 'floor', at: Servers) =>
      count({ side, operation, world: worlds[side], servers: at })
    const counts = servers && {
      ours: await counted('ours', servers),
      floor: await counted('floor', servers),
    }
    const entered = (side: 'ours' | 'floor') =>
      enter({ side, operation, world: worlds[side], profileFolder }, closing)
    const contestants = { floor: await entered('floor'), ours: await entered('ours') }
    return { operation, counts, ...(await alternate(contestants, bench)) }
  } finally {
    await closing.all()
  }
}
