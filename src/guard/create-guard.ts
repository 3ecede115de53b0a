import { callCharges, isSummed, type Rule, unverifiedCharges, type Who } from '../limits/index.ts'
import { createBreaker } from './breaker.ts'
import type { Asked } from './decision.ts'
import { createDecisionLog, FLUSH_EVERY_MS } from './decision-log.ts'
import { endAlarms } from './end-alarms.ts'
import type { GuardParts } from './parts.ts'
import { type Full, type LimitReached, refuse } from './refuse.ts'
import { forgetGuarded } from './retention.ts'
import { createSpendWatch } from './spend-watch.ts'
import { type Room, takeCall, type Wanted } from './take-call.ts'
import { watchShares } from './watch-shares.ts'

/** The front door of what the limits remember, for those who make calls. */
export interface Guard {
  /** Charges every limit, or says which one is in the way. */
  take(wanted: Wanted): Promise<Room | LimitReached>
  /** Writes down what something else than a limit on calls refused. */
  refuse(asked: Asked, full: Full): Promise<LimitReached>
  /** Calls whose challenge was approved were no pumping: they are given back, with no wait. */
  giveBack(who: Who, callIds: readonly string[]): void
  /** What a call cost in the end counts against the caps on spend, instead of what was reckoned. */
  settle(who: Who, callId: string, priceMicros: number): Promise<void>
  /** Begins to write down what was allowed. */
  start(): () => void
  /** Looks for what is unusual: often. */
  look(): Promise<void>
  /** The same, and forgets what is old: now and then. */
  tidy(): Promise<void>
  /** Waits for what goes on in the background. */
  finish(): Promise<void>
}

export function createGuard(parts: GuardParts): Guard {
  const decisions = createDecisionLog(parts)
  const spend = createSpendWatch(parts)
  const breaker = createBreaker(parts)
  const taking = { ...parts, decisions, spend }
  const background = new Set<Promise<unknown>>()

  const inBackground = (act: Promise<unknown>) => {
    // A use that cannot be given back leaves with its window.
    const done = act.catch(() => undefined).finally(() => background.delete(done))
    background.add(done)
  }

  return {
    take: (wanted) => takeCall(taking, wanted),
    refuse: (asked, full) => refuse(parts.store, asked, full),
    giveBack(who, callIds) {
      const charges = unverifiedCharges(parts.limits.set, { ...who, isProven: false })
      if (who.isProven === true || charges.length === 0) return
      for (const callId of callIds) inBackground(parts.limiter.giveBack(charges, callId))
    },
    async settle(who, callId, priceMicros) {
      const charges = callCharges(parts.limits.set, { ...who, isProven: true, priceMicros })
      const caps = charges.filter(({ limit }) => isSummed(limit as Rule))
      if (caps.length > 0) await parts.limiter.giveBack(caps, callId, priceMicros)
    },
    start: () => parts.clock.every(FLUSH_EVERY_MS, () => void decisions.flush()),
    look: () => breaker.look(),
    async tidy() {
      await decisions.flush()
      await breaker.look()
      await endAlarms(parts, await watchShares(parts))
      await forgetGuarded({ store: parts.store, now: parts.clock.now() })
    },
    async finish() {
      while (background.size > 0) await Promise.all(background)
      await spend.settle()
      await decisions.flush()
    },
  }
}
