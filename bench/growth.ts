import { openCounting } from '../src/counting.ts'
import { callCharges, slotCharges } from '../src/limits/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { createLog } from '../src/platform/log.ts'
import { type Closing, createClosing } from './closing.ts'
import type { Bench } from './compare.ts'
import { enter } from './contestant.ts'
import type { Operation } from './operations.ts'
import { raisedSet } from './raised-rules.ts'
import { alternate, type Sample } from './rounds.ts'
import { type Seeded, seedChallenges } from './seed.ts'
import type { Servers } from './servers.ts'
import { untilAnswered } from './until-answered.ts'
import { openWorld, type World } from './world.ts'

export interface Growth {
  readonly operation: Operation
  readonly few: readonly Sample[]
  readonly many: readonly Sample[]
}

export const FEW = 1000
export const MANY = 100_000

/** The same service beside few and beside many open challenges, in one run. */
export async function compareGrowth(
  operation: Operation,
  bench: Bench,
  servers: Servers,
): Promise<Growth> {
  const closing = createClosing()
  const entered = async (open: number) => {
    const { carrierUrl } = bench
    const world = await openWorld({ servers, carrierUrl }, closing)
    await fill(world, await seedChallenges(world, open, 'completed'))
    return enter({ side: 'ours', operation, world }, closing)
  }
  try {
    const contestants = { few: await entered(FEW), many: await entered(MANY) }
    return { operation, ...(await alternate(contestants, bench)) }
  } finally {
    await closing.all()
  }
}

const TAKES_AT_ONCE = 200

/** Counts the call of each, as was done when it was opened. */
async function fill({ env }: World, open: readonly Seeded[]) {
  const closing = createClosing()
  try {
    const limiter = await openLimiter(env.REDIS_URL ?? '', closing)
    for (let first = 0; first < open.length; first += TAKES_AT_ONCE) {
      const some = open.slice(first, first + TAKES_AT_ONCE)
      await Promise.all(
        some.map(({ numberSubject, callId }) => {
          const who = { tenantId: 'demo', numberSubject }
          const charges = [...callCharges(raisedSet, who), ...slotCharges(raisedSet, who)]
          return limiter.take(charges, { id: callId })
        }),
      )
    }
  } finally {
    await closing.all()
  }
}

async function openLimiter(url: string, closing: Closing) {
  const parts = { clock: systemClock, movedClock: undefined, log: createLog('error') }
  const { limiter, ping, close } = openCounting([url], parts)
  closing.add(close)
  await untilAnswered(ping)
  return limiter
}
