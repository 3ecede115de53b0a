import { type Caller, isAsStrict, judgeOwnNumber } from '../accounts/index.ts'
import { insertEvents } from '../audit/index.ts'
import { type E164, judgeNumber, maskNumber, type NumberRefusal } from '../calls/index.ts'
import { type Factor, findUser, openSecret } from '../factors/index.ts'
import { isDuplicate } from '../platform/database/faults.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import type { Store } from '../store/index.ts'
import { placeOf, toCallColumns, toFacts } from './call-facts.ts'
import { type Challenge, toPurpose } from './challenge.ts'
import { changeMethod, findChallenge } from './challenge-store.ts'
import { closeOlder } from './close-challenges.ts'
import { openContext } from './login-context.ts'
import { codeLengthOf, isSent } from './methods.ts'
import type { ChallengeParts } from './parts.ts'
import type { ResendResult } from './resend-challenge.ts'
import { makeRoom } from './resend-challenge.ts'
import { waysOf } from './ways.ts'
import { ofFactor } from './whose.ts'
import { codeColumns, endOlder } from './write-challenge.ts'

export type SwitchResult =
  | { readonly outcome: 'switched'; readonly id: string }
  | { readonly outcome: 'factor-unknown' }
  | { readonly outcome: 'number-refused'; readonly reason: NumberRefusal }
  | Exclude<ResendResult, { readonly outcome: 'resent' }>

/**
 * Goes on with another factor of the same user. It is the same challenge: guesses that were spent
 * stay spent, the ladder of calls goes on, and the code of the other factor is void.
 */
export async function switchChallenge(
  parts: ChallengeParts,
  caller: Caller,
  { id, factorId }: { id: string; factorId: string },
): Promise<SwitchResult> {
  const { tenantId, policy } = caller
  const now = parts.clock.now()
  const challenge = await findChallenge(parts.store, { tenantId, id, now })
  if (!challenge) return { outcome: 'unknown' }
  if (challenge.status !== 'open') return { outcome: 'closed', challenge }
  const factor = await findWay(parts, caller, { challenge, factorId })
  if (!factor) return { outcome: 'factor-unknown' }

  const to = factor.method === 'voice' ? (openSecret(parts.keyring, factor) as E164) : null
  const reason = to && refusalOf(to, policy)
  if (reason) return { outcome: 'number-refused', reason }

  const next = toNext(parts, caller, { challenge, factor, to })
  const room: Room = isSent(factor.method) ? await makeRoom(parts, next, now) : nothing
  if (room.outcome !== 'room') return room
  const { callId, facts } = room
  const plan = { caller, next: { ...next, facts }, to, callId, now }
  const older = await write(parts, plan).catch(async (error) => {
    await room.undo()
    if (error instanceof ChangedMeanwhile || isDuplicate(error)) return null
    throw error
  })
  if (!older) return { outcome: 'too-soon', retryAfterSeconds: 1 }
  room.keep()
  await endOlder(parts, older)
  await parts.calls.hangUp(id, to === null ? undefined : callId)
  if (to !== null) parts.calls.wake()
  if (factor.method === 'app') parts.toApp(next)
  return { outcome: 'switched', id }
}

/** As it would be refused if it were enrolled now. */
function refusalOf(to: E164, policy: Caller['policy']): NumberRefusal | null {
  const judged = judgeNumber(to, policy)
  return judged.verdict === 'allow' ? judgeOwnNumber(to, policy) : judged.reason
}

type Room = Awaited<ReturnType<typeof makeRoom>> | typeof nothing
const nothing = {
  ...{ outcome: 'room' as const, callId: '', facts: null, standings: [], sendStandings: [] },
  keep() {},
  async undo() {},
}

async function findWay(
  parts: ChallengeParts,
  caller: Caller,
  { challenge, factorId }: { challenge: Challenge; factorId: string },
): Promise<Factor | null> {
  const { userId, purpose, tenantId } = challenge
  if (userId === null || purpose === 'enrol') return null
  const user = await findUser(parts.store, { tenantId, userId }, parts.keyring)
  const ways = user ? await waysOf(parts, caller, user) : []
  return ways.find(({ id }) => id === factorId && id !== challenge.factorId) ?? null
}

/** The challenge as it will be. */
function toNext(
  parts: ChallengeParts,
  { policy }: Caller,
  { challenge, factor, to }: { challenge: Challenge; factor: Factor; to: E164 | null },
): Challenge {
  const { id, gate, tenantId } = challenge
  const numberSubject = to === null ? null : parts.pseudonym('number', to)
  const { factorId, factorSubject, userSubject } = ofFactor(parts, factor, challenge.purpose)
  return {
    ...{ ...challenge, factorId, factorSubject, method: factor.method },
    toSealed: to === null ? '' : parts.keyring.seal(to, toPurpose(id)),
    toMasked: to === null ? factor.shown || factor.method : maskNumber(to),
    numberSubject: numberSubject ?? userSubject,
    facts:
      to === null || numberSubject === null
        ? null
        : toFacts(parts, {
            tenantId,
            numberSubject,
            place: placeOf(parts, to),
            state: unknown,
            address: openContext(parts.keyring, challenge).ip,
          }),
    codeLength: codeLengthOf(factor.method, policy),
    gate: to !== null && !isAsStrict(gate, policy.gate) ? policy.gate : gate,
  }
}

/** Until the number was looked up: `makeRoom` does. */
const unknown = { isProven: false, hasOtherMethod: true }

interface Plan {
  readonly caller: Caller
  readonly next: Challenge
  readonly to: E164 | null
  readonly callId: string
  readonly now: number
}

/** Somebody called, switched or closed it since it was read: nothing of this stays. */
class ChangedMeanwhile extends Error {}

/** Another user's challenge for the same number makes way, as if this one had just begun. */
function write(parts: ChallengeParts, { caller, next, to, callId, now }: Plan) {
  const { id, tenantId, method, factorId } = next
  const code = codeColumns(parts, id, { method, policy: caller.policy })
  return parts.store.transaction().execute(async (within) => {
    const { numberSubject, userSubject } = next
    const older = await closeOlder(within, {
      ...{ tenantId, numberSubject, userSubject, newer: id, now },
    }).execute()
    const changed = await changeMethod(within, next, { ...code, sent: isSent(method), now })
    if (!changed) throw new ChangedMeanwhile()
    const detail = { method, factor: factorId }
    await inOneTrip(within, [
      insertEvents(within, [{ tenantId, at: now, kind: 'challenge.switched', about: id, detail }]),
      ...calling(parts, within, { next, to, callId, now }),
    ])
    return older
  })
}

function calling(
  { calls, limits }: ChallengeParts,
  within: Store,
  { next, to, callId, now }: Omit<Plan, 'caller'>,
) {
  if (to === null) return []
  const { id, tenantId, numberSubject, locale, gate, expiresAt, facts } = next
  if (facts === null) return []
  const columns = toCallColumns(limits.set, facts)
  const call = { id: callId, tenantId, madeFor: id, to, numberSubject, ...columns, locale, gate }
  return [calls.enqueue(within, { ...call, notAfter: expiresAt }, now)]
}
