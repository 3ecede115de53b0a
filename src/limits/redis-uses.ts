import { ANSWER_WITHIN_MS, loadScript, type ScriptHost } from '../platform/redis/index.ts'
import { amountsKey, limitKey, staysMs } from './limit-key.ts'
import type { Charge, Standing, Use } from './limiter.ts'
import { canBeReplaced, isEnforced, isSummed } from './rule.ts'
import { createServerDeadline } from './server-deadline.ts'

/** What a script says of charges whose keys live together. */
export interface Outcome {
  /** Room in all of them; after a take: all are charged. */
  readonly taken: boolean
  readonly counted: readonly Counted[]
}

export interface Counted {
  readonly charge: Charge
  readonly standing: Standing
  /** This limit refused or, when all are charged, the use is new in it. */
  readonly isMarked: boolean
  /** When the use that was replaced had been taken, -1 for none. */
  readonly replacedAt: number
}

type Act = 'take' | 'look'
type TakeReply = [verdict: number, serverTime: number, ...numbers: number[]]

const takeUses = loadScript<string>(new URL('./scripts/take-uses.lua', import.meta.url))
const undoTake = loadScript<number>(new URL('./scripts/undo-take.lua', import.meta.url))
const giveBackUses = loadScript<number>(new URL('./scripts/give-back-uses.lua', import.meta.url))

const TOO_LATE = -1
const MARKED = 1
const SHADOW_REFUSED = 2
const NUMBERS_PER_KEY = 4
const KEPT_MS = 1000
/** Time that a test holds still must not let keys expire. */
const KEPT_IN_TESTS_MS = 60_000

/** The scripts, each one round trip, for charges whose keys live on one node. */
export function createRedisUses(redis: ScriptHost, now?: () => number) {
  const deadline = createServerDeadline(ANSWER_WITHIN_MS)
  const keptMs = now ? KEPT_IN_TESTS_MS : KEPT_MS

  async function run(act: Act, charges: readonly Charge[], use: Use): Promise<TakeReply> {
    const replaces = use.replaces === use.id ? '' : (use.replaces ?? '')
    const until = act === 'take' ? deadline.next() : 0
    const logs = new Map<string, number>()
    const limits = charges.map((charge) => toText(charge, placeOf(logs, limitKey(charge))))
    const said = await takeUses(
      redis,
      [...logs.keys(), ...hashesOf(charges)],
      // In one text each way: a hundred small ones cost more than the counting.
      [act, use.id, replaces, until, keptMs, now?.() ?? 0, logs.size, limits.join('\n')],
    )
    const reply = said.split(' ').map(Number) as unknown as TakeReply
    deadline.learn(reply[1])
    return reply
  }

  return {
    async take(charges: readonly Charge[], use: Use): Promise<Outcome> {
      // Too late, although we still wait: the server's clock was set. Now we know its time.
      const first = await run('take', charges, use)
      const reply = first[0] === TOO_LATE ? await run('take', charges, use) : first
      if (reply[0] === TOO_LATE) throw new Error('Too late')
      return toOutcome(charges, reply)
    },

    async look(charges: readonly Charge[], use: Use): Promise<Outcome> {
      return toOutcome(charges, await run('look', charges, use))
    },

    async undo({ counted }: Outcome, { id, replaces = '' }: Use): Promise<void> {
      const marks = counted.flatMap(({ charge: { limit, useId = id }, isMarked, replacedAt }) => [
        ...[useId, isMarked ? 1 : 0, replacedAt, isSummed(limit) ? 1 : 0],
      ])
      const keys = toKeys(counted.map(({ charge }) => charge))
      await undoTake(redis, keys, [replaces, counted.length, ...marks])
    },

    async giveBack(charges: readonly Charge[], id: string, keptAmount = 0): Promise<void> {
      const uses = charges.flatMap(({ limit, useId = id }) => [
        useId,
        isSummed(limit) ? keptAmount : '',
      ])
      await giveBackUses(redis, toKeys(charges), [charges.length, ...uses])
    },
  }
}

function toKeys(charges: readonly Charge[]): string[] {
  const sums = charges.filter(({ limit }) => isSummed(limit))
  return [...charges.map(limitKey), ...sums.map(amountsKey)]
}

/** Its place among the keys, counted from 1. */
function placeOf(logs: Map<string, number>, key: string): number {
  const place = logs.get(key) ?? logs.size + 1
  logs.set(key, place)
  return place
}

function hashesOf(charges: readonly Charge[]): string[] {
  return [...new Set(charges.filter(({ limit }) => isSummed(limit)).map(amountsKey))]
}

/** One limit as `take-uses.lua` reads it. */
function toText({ limit, amount = 1, useId }: Charge, log: number): string {
  const hasOwnId = useId !== undefined
  const letters =
    (canBeReplaced(limit) && !hasOwnId ? 'r' : '') +
    (isEnforced(limit) ? '' : 's') +
    (isSummed(limit) ? 'a' : '') +
    (hasOwnId ? 'i' : '')
  const takes = isSummed(limit) ? amount : 1
  const figures = `${log} ${limit.quota} ${limit.windowSeconds * 1000} ${staysMs(limit)} ${takes}`
  return hasOwnId ? `${figures} =${letters} ${useId}` : `${figures} =${letters}`
}

function toOutcome(charges: readonly Charge[], [verdict, , ...numbers]: TakeReply): Outcome {
  const counted = charges.map((charge, index) => {
    const at = index * NUMBERS_PER_KEY
    const [remaining = 0, retryAfterMs = 0, mark = 0, replacedAt = -1] = numbers.slice(at, at + 4)
    const standing = toStanding(charge, { remaining, retryAfterMs, mark })
    return { charge, standing, isMarked: mark === MARKED, replacedAt }
  })
  return { taken: verdict === 1, counted }
}

function toStanding(
  { limit, amount = 1 }: Charge,
  { remaining, retryAfterMs, mark }: Record<'remaining' | 'retryAfterMs' | 'mark', number>,
): Standing {
  return {
    ...{ limit, remaining, retryAfterMs },
    ...(isSummed(limit) && amount !== 1 && { amount }),
    ...(mark === SHADOW_REFUSED && { shadowRefused: true }),
  }
}
