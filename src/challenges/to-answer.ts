import type { Call } from '../calls/index.ts'
import { type Factor, findUser } from '../factors/index.ts'
import { type ResendStanding, resendStanding, type Standing } from '../limits/index.ts'
import { type Challenge, sendCharges } from './challenge.ts'
import { isSent } from './methods.ts'
import type { ChallengeParts } from './parts.ts'
import { waysOf } from './ways.ts'

const never: ResendStanding = { available: false, availableAt: null, left: 0 }

/** What whoever opened it knows already, and need not be asked for again. */
export interface Known {
  readonly call: Pick<Call, 'id' | 'status'> | null
  /** How the limits on sending stand, now that this one was counted. */
  readonly standings: readonly Standing[]
}

/** A challenge as the API shows it: what it is, how its call goes, and what may be done next. */
export async function toAnswer(
  parts: ChallengeParts,
  caller: Asker,
  challenge: Challenge,
  known?: Known,
) {
  const { id, status, method, toMasked, codeLength, createdAt, expiresAt, attemptsLeft } = challenge
  const [resend, call, otherMethods] = await Promise.all([
    resendOf(parts, challenge, known?.standings),
    known ? toCall(known) : readCall(parts, challenge),
    otherMethodsOf(parts, caller, challenge),
  ])
  return {
    id,
    status,
    method,
    to: toMasked,
    codeLength,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    attemptsLeft,
    resend: {
      ...resend,
      availableAt: resend.availableAt === null ? null : iso(resend.availableAt),
    },
    otherMethods,
    call,
  }
}

/** Whose policy says which methods there are. */
export type Asker = Parameters<typeof waysOf>[1]

const toCall = ({ call }: Known) => call && { ...call, gateDigits: null }

async function readCall({ calls }: ChallengeParts, { id, status, method }: Challenge) {
  const call = method === 'voice' ? await calls.newestFor(id) : null
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
  if (!isSent(challenge.method)) return never
  const standings = known ?? (await parts.limiter.peek(sendCharges(parts.limits.set, challenge)))
  // What is known was counted as the challenge began; its waits run from then.
  const now = known ? challenge.createdAt : parts.clock.now()
  return resendStanding({ ...challenge, now, standings })
}

/** Only what is possible now; while a factor is being confirmed nothing else confirms it. */
async function otherMethodsOf(parts: ChallengeParts, caller: Asker, challenge: Challenge) {
  const { userId, factorId, status, purpose } = challenge
  if (userId === null || status !== 'open' || purpose === 'enrol') return []
  const user = await findUser(parts.store, { tenantId: caller.tenantId, userId }, parts.keyring)
  const ways = user ? await waysOf(parts, caller, user) : []
  return ways.filter(({ id }) => id !== factorId).map(toMethod)
}

const toMethod = ({ id, method, label, shown }: Factor) => ({
  factorId: id,
  method,
  label: label || shown,
})

const iso = (at: number) => new Date(at).toISOString()
