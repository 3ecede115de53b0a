import type { Caller } from '../accounts/index.ts'
import { insertEvents } from '../audit/index.ts'
import type { E164 } from '../calls/index.ts'
import { callCharges, resendStanding, type Standing, slotCharges } from '../limits/index.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { newId } from '../platform/ids.ts'
import { type Challenge, toPurpose, whoOf } from './challenge.ts'
import { countCall, findChallenge } from './challenge-store.ts'
import { findNumberState } from './number-state.ts'
import type { ChallengeParts } from './parts.ts'
import { type LimitReached, refuse, refuseByRule } from './refusal.ts'

export type ResendResult =
  | { readonly outcome: 'resent'; readonly id: string; readonly standings: readonly Standing[] }
  | { readonly outcome: 'closed'; readonly challenge: Challenge }
  | { readonly outcome: 'too-soon'; readonly retryAfterSeconds: number }
  | { readonly outcome: 'unknown' }
  | LimitReached

/** Another call that speaks the same code: what the user heard first stays right. */
export async function resendChallenge(
  parts: ChallengeParts,
  { tenantId }: Caller,
  id: string,
): Promise<ResendResult> {
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }

  const refused = { tenantId, numberSubject: challenge.numberSubject, at: now }
  const ladder = resendStanding({ ...challenge, now, standings: [] })
  if (ladder.availableAt === null) {
    const retryAfterMs = challenge.expiresAt - now
    return refuse(parts.store, { ...refused, limit: 'resend-ladder', retryAfterMs })
  }
  if (!ladder.available) return tooSoon(ladder.availableAt - now)

  const { stoppedUntil, callId: older } = await findNumberState(parts.store, challenge, now)
  if (stoppedUntil !== null)
    return refuse(parts.store, { ...refused, limit: 'stopped', retryAfterMs: stoppedUntil - now })

  const who = whoOf(challenge)
  const charges = [...callCharges(parts.rules, who), ...slotCharges(parts.rules, who)]
  const callId = newId('ca')
  const taken = await parts.limiter.take(charges, { id: callId, replaces: older ?? undefined })
  if (!taken.taken) return refuseByRule(parts.store, refused, taken)

  const written = await write(parts, { challenge, callId, now }).catch(async (error) => {
    await parts.limiter.giveBack(charges, callId)
    throw error
  })
  if (!written) {
    // Somebody pressed the button at the same moment, or the challenge just closed.
    await parts.limiter.giveBack(charges, callId)
    return tooSoon(1000)
  }
  await parts.calls.hangUp(id, callId)
  parts.calls.wake()
  return { outcome: 'resent', id, standings: taken.standings }
}

function tooSoon(ms: number) {
  return { outcome: 'too-soon', retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)) } as const
}

interface Plan {
  readonly challenge: Challenge
  readonly callId: string
  readonly now: number
}

function write(parts: ChallengeParts, { challenge, callId, now }: Plan): Promise<boolean> {
  const { id, tenantId, callsMade, numberSubject, locale, gate, expiresAt } = challenge
  return parts.store.transaction().execute(async (within) => {
    if (!(await countCall(within, { id, callsMade, now }))) return false
    const to = parts.keyring.open(challenge.toSealed, toPurpose(id)) as E164
    const call = { id: callId, tenantId, madeFor: id, to, numberSubject, locale, gate }
    await inOneTrip(within, [
      parts.calls.enqueue(within, { ...call, notAfter: expiresAt }, now),
      insertEvents(within, [
        { tenantId, at: now, kind: 'challenge.resent', about: id, detail: { callId } },
      ]),
    ])
    return true
  })
}
