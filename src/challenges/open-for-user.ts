import type { Caller } from '../accounts/index.ts'
import { type E164, pickLocale } from '../calls/index.ts'
import { type Factor, findUser, mayLead, openSecret } from '../factors/index.ts'
import type { CallState } from '../guard/index.ts'
import type { IpSubjects } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import type { Purpose } from './challenge.ts'
import { findNumberState } from './number-state.ts'
import { addressesOf, openByVoice, subjectsOf } from './open-by-voice.ts'
import type { Manner, OpenResult } from './open-result.ts'
import type { ChallengeParts } from './parts.ts'
import { waysOf } from './ways.ts'
import { ofFactor, type Whose } from './whose.ts'
import { endOlder, writeChallenge } from './write-challenge.ts'

interface UserRequest extends Manner {
  readonly userId: string
  readonly factorId?: string | undefined
}

/** By the factor that was asked for, else by the user's primary. */
export async function openForUser(
  parts: ChallengeParts,
  caller: Caller,
  { userId, factorId, ...manner }: UserRequest,
): Promise<OpenResult> {
  const whose = { tenantId: caller.tenantId, userId }
  const user = await findUser(parts.store, whose, parts.keyring)
  if (!user) return { outcome: 'user-unknown' }
  const ways = await waysOf(parts, caller, user)
  if (factorId === undefined && !ways.some(mayLead)) return { outcome: 'no-factor' }
  const factor = factorId === undefined ? ways[0] : ways.find(({ id }) => id === factorId)
  if (!factor) return { outcome: 'factor-unknown' }
  const locale = manner.locale ?? user.locale ?? undefined
  return openByFactor(parts, caller, { factor, purpose: 'login', manner: { ...manner, locale } })
}

export interface FactorRequest {
  readonly factor: Factor
  readonly purpose: Purpose
  readonly manner: Manner
}

/** Opens a challenge by one factor, to let its user in or to confirm it. */
export async function openByFactor(
  parts: ChallengeParts,
  caller: Caller,
  { factor, purpose, manner }: FactorRequest,
): Promise<OpenResult> {
  const whose = ofFactor(parts, factor, purpose)
  if (factor.method === 'voice') {
    const to = openSecret(parts.keyring, factor) as E164
    return openByVoice(parts, caller, { to, whose, manner })
  }
  const { policy } = caller
  const now = parts.clock.now()
  const addresses = addressesOf(parts, manner)
  const id = newId('ch')
  const room = await takeRoom(parts, caller, { factor, purpose, whose, addresses, id, now })
  if (room?.outcome === 'limit-reached') return room

  const written = await writeChallenge(parts, {
    ...{ id, caller, whose, addresses, now, to: null, callId: null, facts: null, gate: 'none' },
    endsOlder: true,
    context: manner.context,
    ...{
      method: factor.method,
      shown: factor.shown || factor.method,
      numberSubject: whose.userSubject,
    },
    locale: pickLocale(manner.locale, pickLocale(policy.locale, 'nl-NL')),
  }).catch(async (error) => {
    await room?.undo()
    throw error
  })
  room?.keep()
  await endOlder(parts, written.older)
  const { challenge } = written
  if (challenge.method === 'app') parts.toApp(challenge)
  const standings = room?.standings ?? []
  return { outcome: 'opened', challenge, standings, known: { call: null, standings } }
}

interface Push {
  readonly factor: Factor
  readonly purpose: Purpose
  readonly whose: Whose
  readonly addresses: IpSubjects | null
  readonly id: string
  readonly now: number
}

/** Only what is pushed to an app is counted: it costs its user's patience. */
async function takeRoom(
  parts: ChallengeParts,
  { tenantId }: Caller,
  { factor, purpose, whose, addresses, id, now }: Push,
) {
  if (factor.method !== 'app') return null
  const numberSubject = whose.userSubject
  const state = await findNumberState(parts.store, { tenantId, numberSubject }, now)
  const who = { tenantId, numberSubject, ipSubjects: addresses, ...subjectsOf(whose) }
  const asked = { kind: 'push', at: now, who, challengeId: id, callId: newId('us') } as const
  return parts.guard.take({ asked, state: forApp(state, purpose) })
}

/**
 * After "not me" no login sends a code to that user's apps for a while; a new app is still confirmed.
 * Blocks are for calls.
 */
function forApp({ stoppedUntil, exemptionId }: CallState, purpose: Purpose): CallState {
  const isHeld = purpose === 'login'
  return { stoppedUntil: isHeld ? stoppedUntil : null, exemptionId, blocks: [], isKnown: true }
}
