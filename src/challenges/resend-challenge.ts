import type { Caller } from '../accounts/index.ts'
import { insertEvents } from '../audit/index.ts'
import type { E164 } from '../calls/index.ts'
import { resendStanding, type Standing, slotCharges } from '../limits/index.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { newId } from '../platform/ids.ts'
import { type Challenge, sendCharges, toPurpose, whoOf } from './challenge.ts'
import { countCall, findChallenge } from './challenge-store.ts'
import { isSent } from './methods.ts'
import { findNumberState } from './number-state.ts'
import type { ChallengeParts } from './parts.ts'
import { type LimitReached, refuse, refuseByRule } from './refusal.ts'

export type ResendResult =
  | { readonly outcome: 'resent'; readonly id: string; readonly standings: readonly Standing[] }
  | { readonly outcome: 'closed'; readonly challenge: Challenge }
  | { readonly outcome: 'too-soon'; readonly retryAfterSeconds: number }
  | { readonly outcome: 'unknown' | 'nothing-to-send' }
  | LimitReached

/** Brings the same code once more: what the user heard or saw first stays right. */
export async function resendChallenge(
  parts: ChallengeParts,
  { tenantId }: Pick<Caller, 'tenantId'>,
  id: string,
): Promise<ResendResult> {
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }
  if (!isSent(challenge.method)) return { outcome: 'nothing-to-send' }

  const room = await makeRoom(parts, challenge, now)
  if ('outcome' in room) return room
  const { charges, useId, standings } = room
  const written = await write(parts, { challenge, callId: useId, now }).catch(async (error) => {
    await parts.limiter.giveBack(charges, useId)
    throw error
  })
  if (!written) {
    // Somebody pressed the button at the same moment, or the challenge just closed.
    await parts.limiter.giveBack(charges, useId)
    return tooSoon(1000)
  }
  await parts.calls.hangUp(id, useId)
  if (challenge.method === 'app') parts.toApp(challenge)
  else parts.calls.wake()
  return { outcome: 'resent', id, standings }
}

type Refused = Extract<ResendResult, { outcome: 'too-soon' } | LimitReached>

/** The ladder, then what stops a number, then every limit. Charged when there is room. */
export async function makeRoom(parts: ChallengeParts, challenge: Challenge, now: number) {
  const { tenantId, numberSubject } = challenge
  const refused = { tenantId, numberSubject, at: now }
  const ladder = resendStanding({ ...challenge, now, standings: [] })
  if (ladder.availableAt === null) {
    const retryAfterMs = challenge.expiresAt - now
    return refuse(parts.store, { ...refused, limit: 'resend-ladder', retryAfterMs })
  }
  if (!ladder.available) return tooSoon(ladder.availableAt - now) satisfies Refused

  const { stoppedUntil, callId: older } = await findNumberState(parts.store, challenge, now)
  if (stoppedUntil !== null)
    return refuse(parts.store, { ...refused, limit: 'stopped', retryAfterMs: stoppedUntil - now })

  const slots = challenge.method === 'voice' ? slotCharges(parts.rules, whoOf(challenge)) : []
  const charges = [...sendCharges(parts.rules, challenge), ...slots]
  const useId = newId('ca')
  const use = { id: useId, replaces: older ?? undefined }
  const taken = await parts.limiter.take(charges, use)
  if (!taken.taken) return refuseByRule(parts.store, refused, taken)
  return { charges, useId, standings: taken.standings }
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
  const { id, tenantId, callsMade, numberSubject, locale, gate, expiresAt, method } = challenge
  return parts.store.transaction().execute(async (within) => {
    if (!(await countCall(within, { id, callsMade, now }))) return false
    const about = { tenantId, at: now, kind: 'challenge.resent' as const, about: id }
    if (method === 'app') {
      await insertEvents(within, [{ ...about, detail: { method } }]).execute()
      return true
    }
    const to = parts.keyring.open(challenge.toSealed, toPurpose(id)) as E164
    const call = { id: callId, tenantId, madeFor: id, to, numberSubject, locale, gate }
    await inOneTrip(within, [
      parts.calls.enqueue(within, { ...call, notAfter: expiresAt }, now),
      insertEvents(within, [{ ...about, detail: { method, callId } }]),
    ])
    return true
  })
}
