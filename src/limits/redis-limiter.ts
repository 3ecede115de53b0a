import { type RedisCommands, toStoreUnavailable } from '../platform/redis/index.ts'
import { groupByHashTag } from './hash-tag-groups.ts'
import type { Charge, Limiter, Standing, TakeResult, Use } from './limiter.ts'
import { createRedisUses, type Outcome } from './redis-uses.ts'

interface RedisLimiterOptions {
  /** For tests that move the clock: counts with this time instead of that of Redis. */
  readonly now?: (() => number) | undefined
}

/**
 * Counts in Redis, for any number of instances. On one server a take is one script. On a cluster it
 * is one script for each hash tag, and when a later one refuses, the earlier ones are undone: for
 * those milliseconds another take may find a limit full that it would have fitted in, never the other
 * way round. A node that is lost between the two keeps such a use until it leaves its window.
 */
export function createRedisLimiter(
  redis: RedisCommands,
  { now }: RedisLimiterOptions = {},
): Limiter {
  const uses = createRedisUses(redis, now)
  const toGroups = redis.isCluster ? groupByHashTag : toOneGroup

  async function takeAll(charges: readonly Charge[], use: Use): Promise<TakeResult> {
    const groups = toGroups(charges)
    const done: Outcome[] = []
    for (const group of groups) {
      const outcome = await uses.take(group, use).catch((error) => {
        void undoAll(done, use)
        throw error
      })
      if (!outcome.taken) {
        await undoAll(done, use)
        return refuse(charges, await lookAround(groups, { group, outcome }, use))
      }
      done.push(outcome)
    }
    return { taken: true, standings: toStandings(charges, done) }
  }

  /** Best effort: what cannot be undone leaves with its window. */
  async function undoAll(outcomes: readonly Outcome[], use: Use): Promise<void> {
    await Promise.all(outcomes.map((outcome) => uses.undo(outcome, use).catch(() => undefined)))
  }

  function lookAround(
    groups: readonly (readonly Charge[])[],
    refused: { readonly group: readonly Charge[]; readonly outcome: Outcome },
    use: Use,
  ): Promise<Outcome[]> {
    const looks = groups.map(async (group) =>
      group === refused.group ? refused.outcome : uses.look(group, use),
    )
    return Promise.all(looks)
  }

  const nobody: Use = { id: '' }
  const peekAll = async (charges: readonly Charge[]) =>
    toStandings(
      charges,
      await Promise.all(toGroups(charges).map((group) => uses.look(group, nobody))),
    )
  const giveBackAll = (...[charges, useId, kept]: Parameters<Limiter['giveBack']>) =>
    Promise.all(toGroups(charges).map((group) => uses.giveBack(group, useId, kept)))

  return {
    take: (charges, use) => takeAll(charges, use).catch(fail),
    async giveBack(...given) {
      await giveBackAll(...given).catch(fail)
    },
    peek: (charges) => peekAll(charges).catch(fail),
  }
}

function fail(error: unknown): never {
  throw toStoreUnavailable(error)
}

function toOneGroup(charges: readonly Charge[]) {
  return charges.length === 0 ? [] : [charges]
}

function refuse(charges: readonly Charge[], outcomes: readonly Outcome[]): TakeResult {
  const full = outcomes
    .filter(({ taken }) => !taken)
    .flatMap(({ counted }) => counted.filter(({ isMarked }) => isMarked))
  const [refusedBy] = inOrder(charges, full).sort(byLongestWait)
  if (!refusedBy) throw new Error('Refused by no limit')
  return { taken: false, refusedBy, standings: toStandings(charges, outcomes) }
}

function toStandings(charges: readonly Charge[], outcomes: readonly Outcome[]): Standing[] {
  const [only] = outcomes
  // Asked together, in their order.
  if (only && outcomes.length === 1) return only.counted.map(({ standing }) => standing)
  return inOrder(
    charges,
    outcomes.flatMap((outcome) => outcome.counted),
  )
}

/** In the order of the charges. */
function inOrder(charges: readonly Charge[], counted: Outcome['counted']): Standing[] {
  const byCharge = new Map(counted.map(({ charge, standing }) => [charge, standing]))
  return charges.flatMap((charge) => byCharge.get(charge) ?? [])
}

const byLongestWait = (a: Standing, b: Standing) => b.retryAfterMs - a.retryAfterMs
