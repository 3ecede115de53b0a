import type { Call } from '../calls/index.ts'
import { callCharges, type ResendStanding, resendStanding } from '../limits/index.ts'
import { type Challenge, whoOf } from './challenge.ts'
import { findNumberState } from './number-state.ts'
import type { ChallengeParts } from './parts.ts'

const never: ResendStanding = { available: false, availableAt: null, left: 0 }

/** A challenge as the API shows it: what it is, how its call goes, and what may be done next. */
export async function toAnswer(parts: ChallengeParts, challenge: Challenge) {
  const { id, status, toMasked, codeLength, createdAt, expiresAt, attemptsLeft } = challenge
  const [resend, call] = await Promise.all([resendOf(parts, challenge), parts.calls.newestFor(id)])
  return {
    id,
    status,
    method: 'voice' as const,
    to: toMasked,
    codeLength,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    attemptsLeft,
    resend: {
      ...resend,
      availableAt: resend.availableAt === null ? null : iso(resend.availableAt),
    },
    otherMethods: [],
    call: call && callAnswer(parts, challenge, call),
  }
}

function callAnswer({ calls }: ChallengeParts, challenge: Challenge, call: Call) {
  const gateDigits = challenge.status === 'open' ? calls.gateDigits(call) : null
  return { id: call.id, status: call.status, gateDigits }
}

/** The limiter's own answer, so that a button which counts down to it does not lie. */
async function resendOf(parts: ChallengeParts, challenge: Challenge): Promise<ResendStanding> {
  if (challenge.status !== 'open') return never
  const now = parts.clock.now()
  const who = whoOf(challenge)
  const [standings, state] = await Promise.all([
    parts.limiter.peek(callCharges(parts.rules, who)),
    findNumberState(parts.store, challenge, now),
  ])
  return state.stoppedUntil === null ? resendStanding({ ...challenge, now, standings }) : never
}

const iso = (at: number) => new Date(at).toISOString()
