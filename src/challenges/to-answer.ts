import type { Call } from '../calls/index.ts'
import { callCharges, type ResendStanding, resendStanding, type Standing } from '../limits/index.ts'
import { type Challenge, whoOf } from './challenge.ts'
import type { ChallengeParts } from './parts.ts'

const never: ResendStanding = { available: false, availableAt: null, left: 0 }

/** What whoever opened it knows already, and need not be asked for again. */
export interface Known {
  readonly call: Pick<Call, 'id' | 'status'>
  /** How the limits on calls stand, now that this one was counted. */
  readonly standings: readonly Standing[]
}

/** A challenge as the API shows it: what it is, how its call goes, and what may be done next. */
export async function toAnswer(parts: ChallengeParts, challenge: Challenge, known?: Known) {
  const { id, status, toMasked, codeLength, createdAt, expiresAt, attemptsLeft } = challenge
  const [resend, call] = await Promise.all([
    resendOf(parts, challenge, known?.standings),
    known ? { ...known.call, gateDigits: null } : readCall(parts, challenge),
  ])
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
    call,
  }
}

async function readCall({ calls }: ChallengeParts, { id, status }: Challenge) {
  const call = await calls.newestFor(id)
  if (!call) return null
  return {
    id: call.id,
    status: call.status,
    gateDigits: status === 'open' ? calls.gateDigits(call) : null,
  }
}

/** The limiter's own answer, so that a button which counts down to it does not lie. */
async function resendOf(
  parts: ChallengeParts,
  challenge: Challenge,
  known?: readonly Standing[],
): Promise<ResendStanding> {
  if (challenge.status !== 'open' || challenge.stoppedUntil !== null) return never
  const standings = known ?? (await parts.limiter.peek(callCharges(parts.rules, whoOf(challenge))))
  // What is known was counted as the challenge began; its waits run from then.
  const now = known ? challenge.createdAt : parts.clock.now()
  return resendStanding({ ...challenge, now, standings })
}

const iso = (at: number) => new Date(at).toISOString()
