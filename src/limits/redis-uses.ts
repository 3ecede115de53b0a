import { ANSWER_WITHIN_MS, loadScript, type ScriptHost } from '../platform/redis/index.ts'
import { amountsKey, limitKey, staysMs } from './limit-key.ts'
import type { Charge, Limit, Standing, Use } from './limiter.ts'
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

const takeUses = loadScript<string>(new URL('./scripts/take-uses.lua', import.meta.url))
const undoTake = loadScript<number>(new URL('./scripts/undo-take.lua', import.meta.url))
const giveBackUses = loadScript<number>(new URL('./scripts/give-back-uses.lua', import.meta.url))

const TOO_LATE = -1
const KEPT_MS = 1000
/** Time that a test holds still must not let keys expire. */
const KEPT_IN_TESTS_MS = 60_000

/** The scripts, each one round trip, for charges whose keys live on one node. */
export function createRedisUses(redis: ScriptHost, now?: () => number) {
  const deadline = createServerDeadline(ANSWER_WITHIN_MS)
  const keptMs = now ? KEPT_IN_TESTS_MS : KEPT_MS

  async function run(act: Act, charges: readonly Charge[], use: Use): Promise<Said> {
    const replaces = use.replaces === use.id ? '' : (use.replaces ?? '')
    const until = act === 'take' ? deadline.next() : 0
    const { keys, text } = toQuestion(charges)
    const reply = await takeUses(redis, keys, [
      ...[act, use.id, replaces, until, keptMs, now?.() ?? 0],
      text,
    ])
    const said = readSaid(reply)
    deadline.learn(said.serverTime)
    return said
  }

  return {
    async take(charges: readonly Charge[], use: Use): Promise<Outcome> {
      // Too late, although we still wait: the server's clock was set. Now we know its time.
      const first = await run('take', charges, use)
      const said = first.verdict === TOO_LATE ? await run('take', charges, use) : first
      if (said.verdict === TOO_LATE) throw new Error('Too late')
      return toOutcome(charges, said)
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

/** The logs that are asked, each once, and what is asked of them: one text, because a hundred small ones cost more than the counting. */
function toQuestion(charges: readonly Charge[]) {
  const places = new Map<string, number>()
  const logs: Log[] = []
  const hashes: string[] = []
  const limits = charges.map((charge) => {
    const { limit } = charge
    const key = limitKey(charge)
    const place = places.get(key) ?? places.size + 1
    places.set(key, place)
    const windowMs = limit.windowSeconds * 1000
    const log = logs[place - 1]
    if (log) log.longestMs = Math.max(log.longestMs, windowMs)
    else logs.push({ staysMs: staysMs(limit), longestMs: windowMs, isSum: isSummed(limit) })
    if (!log && isSummed(limit)) hashes.push(amountsKey(charge))
    return `[${place},${toText(charge)}]`
  })
  const said = logs.map((log) => `[${log.staysMs},${log.longestMs},${log.isSum ? 1 : 0}]`)
  return { keys: [...places.keys(), ...hashes], text: `[[${said}],[${limits}]]` }
}

interface Log {
  readonly staysMs: number
  /** Of those that are asked. */
  longestMs: number
  readonly isSum: boolean
}

/** One limit as `take-uses.lua` reads it, but for its log. */
function toText({ limit, amount = 1, useId }: Charge): string {
  const known = textOf.get(limit) ?? describe(limit)
  textOf.set(limit, known)
  const { figures, isSum, shadow, manner } = known
  const takes = isSum ? amount : 1
  if (useId === undefined) return `${figures},${takes},${manner}`
  return `${figures},${takes},${shadow},${JSON.stringify(useId)}`
}

/** The same for every charge. */
const textOf = new WeakMap<Limit, ReturnType<typeof describe>>()

function describe(limit: Limit) {
  const shadow = isEnforced(limit) ? 0 : 1
  return {
    shadow,
    manner: shadow + (canBeReplaced(limit) ? 2 : 0),
    isSum: isSummed(limit),
    figures: `${limit.quota},${limit.windowSeconds * 1000}`,
  }
}

/** What the script said, not yet of whom. */
interface Said {
  readonly verdict: number
  readonly serverTime: number
  readonly marks: string
  readonly left: readonly number[]
  /** By the place of the limit, counted from 1. */
  readonly more: ReadonlyMap<number, { readonly waitMs: number; readonly replacedAt: number }>
}

function readSaid(reply: string): Said {
  const [first = '', marks = '', left = '', ...rest] = reply.split('\n')
  const [verdict = 0, serverTime = 0] = first.split(' ').map(Number)
  const more = rest.map((line) => {
    const [place = 0, waitMs = 0, replacedAt = -1] = line.split(' ').map(Number)
    return [place, { waitMs, replacedAt }] as const
  })
  return { verdict, serverTime, marks, left: left.split(' ').map(Number), more: new Map(more) }
}

const nothingMore = { waitMs: 0, replacedAt: -1 }

function toOutcome(charges: readonly Charge[], { verdict, marks, left, more }: Said): Outcome {
  const counted = charges.map((charge, index) => {
    const { waitMs, replacedAt } = more.get(index + 1) ?? nothingMore
    const standing = toStanding(charge, left[index] ?? 0, waitMs)
    const mark = marks[index]
    if (mark !== 'w') return { charge, standing, isMarked: mark === 'n', replacedAt }
    return {
      charge,
      standing: { ...standing, shadowRefused: true as const },
      isMarked: false,
      replacedAt,
    }
  })
  return { taken: verdict === 1, counted }
}

function toStanding({ limit, amount = 1 }: Charge, remaining: number, retryAfterMs: number) {
  const standing: Standing = { limit, remaining, retryAfterMs }
  return isSummed(limit) && amount !== 1 ? { ...standing, amount } : standing
}
