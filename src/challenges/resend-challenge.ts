import type { Caller } from '../accounts/index.ts'
import { insertEvents } from '../audit/index.ts'
import type { E164 } from '../calls/index.ts'
import type { LimitReached } from '../guard/index.ts'
import { resendStanding, type Standing } from '../limits/index.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { newId } from '../platform/ids.ts'
import { type CallFacts, toCallColumns } from './call-facts.ts'
import { type Challenge, toPurpose, whoOf } from './challenge.ts'
import { countCall, findChallenge } from './challenge-store.ts'
import { isSent } from './methods.ts'
import { findNumberState } from './number-state.ts'
import type { ChallengeParts } from './parts.ts'

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
  if (room.outcome !== 'room') return room
  const { callId, facts } = room
  const written = await write(parts, { challenge, facts, callId, now }).catch(async (error) => {
    await room.undo()
    throw error
  })
  if (!written) {
    // Somebody pressed the button at the same moment, or the challenge just closed.
    await room.undo()
    return tooSoon(1000)
  }
  room.keep()
  await parts.calls.hangUp(id, callId)
  if (challenge.method === 'app') parts.toApp(challenge)
  else parts.calls.wake()
  return { outcome: 'resent', id, standings: room.standings }
}

type Refused = Extract<ResendResult, { outcome: 'too-soon' } | LimitReached>

/** The ladder, then what stops a number, then every limit. Charged when there is room. */
export async function makeRoom(parts: ChallengeParts, challenge: Challenge, now: number) {
  const { id, method } = challenge
  const callId = newId('ca')
  const asked = (one: Challenge) => ({
    kind: method === 'app' ? ('push' as const) : ('call' as const),
    ...{ at: now, who: whoOf(parts.limits.set, one), challengeId: id, callId },
    ...{ numberKind: one.facts?.numberKind, isTrusted: one.facts?.isTrusted },
  })
  const ladder = resendStanding({ ...challenge, now, standings: [] })
  if (ladder.availableAt === null) {
    const retryAfterMs = challenge.expiresAt - now
    return parts.guard.refuse(asked(challenge), { limit: 'resend-ladder', retryAfterMs })
  }
  if (!ladder.available) return tooSoon(ladder.availableAt - now) satisfies Refused

  const { facts, state } = await lookAgain(parts, challenge, now)
  const wanted = {
    asked: asked({ ...challenge, facts }),
    state,
    replaces: state.callId ?? undefined,
  }
  const room = await parts.guard.take(wanted)
  return room.outcome === 'room' ? { ...room, facts, callId } : room
}

/** What is known of its number may have changed since the call before. */
async function lookAgain(parts: ChallengeParts, challenge: Challenge, now: number) {
  const { tenantId, numberSubject, userId, userSubject, facts } = challenge
  const callee = { tenantId, numberSubject, userId, userSubject }
  const { prefixSubject, country } = facts ?? {}
  const state = await findNumberState(parts.store, { ...callee, prefixSubject, country }, now)
  if (facts === null) return { facts, state: { ...state, blocks: [] } }
  const { hasOtherMethod } = state
  const isProven = facts.isTrusted || state.isProven
  return { facts: { ...facts, isProven, hasOtherMethod }, state }
}

function tooSoon(ms: number) {
  return { outcome: 'too-soon', retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)) } as const
}

interface Plan {
  readonly challenge: Challenge
  readonly facts: CallFacts | null
  readonly callId: string
  readonly now: number
}

function write(parts: ChallengeParts, { challenge, facts, callId, now }: Plan): Promise<boolean> {
  const { id, tenantId, callsMade, numberSubject, locale, gate, expiresAt, method } = challenge
  return parts.store.transaction().execute(async (within) => {
    if (!(await countCall(within, { id, callsMade, now }))) return false
    const about = { tenantId, at: now, kind: 'challenge.resent' as const, about: id }
    if (facts === null) {
      await insertEvents(within, [{ ...about, detail: { method } }]).execute()
      return true
    }
    const to = parts.keyring.open(challenge.toSealed, toPurpose(id)) as E164
    const columns = toCallColumns(parts.limits.set, facts)
    const call = { id: callId, tenantId, madeFor: id, to, numberSubject, ...columns, locale, gate }
    await inOneTrip(within, [
      parts.calls.enqueue(within, { ...call, notAfter: expiresAt }, now),
      insertEvents(within, [{ ...about, detail: { method, callId } }]),
    ])
    return true
  })
}
