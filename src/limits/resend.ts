import { maxCallsPerChallenge, resendLadderSeconds } from './default-limits.ts'
import type { Standing } from './limiter.ts'
import { isFull } from './look.ts'
import { isEnforced } from './rule.ts'

export interface CallsSoFar {
  readonly callsMade: number
  readonly lastCallAt: number | null
  readonly expiresAt: number
  readonly now: number
  /** How every limit that the next call would be charged to stands at `now`. */
  readonly standings: readonly Standing[]
}

export interface ResendStanding {
  readonly available: boolean
  /** When the next call may start; in the past once it may. `null`: not in this challenge. */
  readonly availableAt: number | null
  /** Calls still to be had before the challenge expires, when each is asked for as soon as it may. */
  readonly left: number
}

export interface ResendRules {
  readonly ladderSeconds: readonly number[]
  readonly maxCalls: number
}

const defaultResend = { ladderSeconds: resendLadderSeconds, maxCalls: maxCallsPerChallenge }
const none: ResendStanding = { available: false, availableAt: null, left: 0 }

/** What may be asked for and when: the minimum over the ladder, every rule and the expiry. */
export function resendStanding(
  calls: CallsSoFar,
  { ladderSeconds, maxCalls }: ResendRules = defaultResend,
): ResendStanding {
  const waitsMs = ladderSeconds.slice(calls.callsMade, maxCalls).map((seconds) => seconds * 1000)
  const [firstWaitMs, ...laterWaitsMs] = waitsMs
  if (firstWaitMs === undefined) return none

  const availableAt = Math.max(afterLadder(calls, firstWaitMs), afterRules(calls))
  if (Math.max(availableAt, calls.now) >= calls.expiresAt) return none

  const byLadder = countSteps(Math.max(availableAt, calls.now), laterWaitsMs, calls.expiresAt)
  const left = Math.min(byLadder, callsByRules(calls))
  return { available: availableAt <= calls.now, availableAt, left }
}

function afterLadder({ lastCallAt, now }: CallsSoFar, waitMs: number): number {
  return lastCallAt === null ? now : lastCallAt + waitMs
}

function afterRules({ standings, now }: CallsSoFar): number {
  const full = standings.filter(isFull)
  return Math.max(...full.map(({ retryAfterMs }) => now + retryAfterMs))
}

/** Calls that fit before the expiry, the first of them at `firstAt`. */
function countSteps(firstAt: number, laterWaitsMs: readonly number[], expiresAt: number): number {
  let count = 1
  let callAt = firstAt
  for (const waitMs of laterWaitsMs) {
    callAt += waitMs
    if (callAt >= expiresAt) break
    count++
  }
  return count
}

/** A rule whose window outlasts the challenge gives no use back in time, but the one it waits for. */
function callsByRules({ standings, expiresAt, now }: CallsSoFar): number {
  const lifeMs = expiresAt - now
  const lasting = standings.filter(
    ({ limit }) => isEnforced(limit) && limit.windowSeconds * 1000 > lifeMs,
  )
  const calls = lasting.map(({ remaining, amount = 1 }) => Math.floor(remaining / amount))
  return Math.min(...calls.map((fitting) => Math.max(1, fitting)))
}
