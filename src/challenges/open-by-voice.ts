import { type Caller, isAsStrict, judgeOwnNumber } from '../accounts/index.ts'
import { type E164, judgeNumber, maskNumber, pickLocale } from '../calls/index.ts'
import { ipSubjects } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import { placeOf, toCounted, toFacts } from './call-facts.ts'
import { findNumberState } from './number-state.ts'
import type { Manner, OpenResult } from './open-result.ts'
import type { ChallengeParts } from './parts.ts'
import type { Whose } from './whose.ts'
import { endOlder, writeChallenge } from './write-challenge.ts'

export interface VoiceRequest {
  readonly to: E164
  readonly whose: Whose
  readonly manner: Manner
}

/**
 * Number policy, then limits, then one transaction: what is refused costs nothing, and what is
 * counted is called.
 */
export async function openByVoice(
  parts: ChallengeParts,
  caller: Caller,
  { to, whose, manner }: VoiceRequest,
): Promise<OpenResult> {
  const { policy, tenantId } = caller
  const gate = manner.gate ?? policy.gate
  if (!isAsStrict(gate, policy.gate)) return { outcome: 'gate-too-weak', wanted: policy.gate }
  const judged = judgeNumber(to, policy)
  if (judged.verdict !== 'allow') return { outcome: 'number-refused', reason: judged.reason }
  const own = await judgeOwn(parts, caller, { to, whose })
  if (own) return { outcome: 'number-refused', ...own }

  const now = parts.clock.now()
  const isBare = whose.userId === null
  const numberSubject = isBare ? whose.userSubject : parts.pseudonym('number', to)
  const place = placeOf(parts, to)
  const callee = { tenantId, numberSubject, ...place, ...whose }
  const state = await findNumberState(parts.store, callee, now)
  const known = { tenantId, numberSubject, place, state, address: manner.context?.ip }
  const facts = toFacts(parts, known)
  const addresses = facts.isProven ? null : addressesOf(parts, manner)
  const { set } = parts.limits
  const [id, callId] = [newId('ch'), newId('ca')]
  const who = {
    ...{ tenantId, numberSubject, ipSubjects: addresses },
    ...{ ...subjectsOf(whose), ...toCounted(set, facts) },
  }
  const { numberKind, isTrusted } = facts
  const asked = {
    kind: 'call',
    at: now,
    who,
    numberKind,
    isTrusted,
    challengeId: id,
    callId,
  } as const
  const room = await parts.guard.take({ asked, state, replaces: state.callId ?? undefined })
  if (room.outcome !== 'room') return room

  const written = await writeChallenge(parts, {
    ...{ id, caller, whose, gate, callId, addresses, numberSubject, to, facts, method: 'voice' },
    context: manner.context,
    shown: maskNumber(to),
    endsOlder: state.hasOpen,
    locale: pickLocale(manner.locale, pickLocale(policy.locale, 'nl-NL')),
    // Read again: the challenge begins after its call was counted, so no rule outlasts the ladder.
    now: parts.clock.now(),
  }).catch(async (error) => {
    await room.undo()
    throw error
  })
  room.keep()
  await endOlder(parts, written.older)
  const call = { id: callId, status: 'queued' as const }
  return {
    ...{ outcome: 'opened', challenge: written.challenge, standings: room.standings },
    known: { call, standings: room.sendStandings },
  }
}

/** A user's number was asked about when it was enrolled: an exchange that is away locks nobody out. */
async function judgeOwn(
  { judgeOwnNumber: judge }: ChallengeParts,
  caller: Caller,
  { to, whose }: Pick<VoiceRequest, 'to' | 'whose'>,
) {
  if (whose.userId === null) return judge(caller, to)
  const reason = judgeOwnNumber(to, caller.policy)
  return reason && { reason }
}

/** None without an address: then no rule on addresses applies. */
export function addressesOf({ pseudonym }: ChallengeParts, { context }: Manner) {
  return context?.ip === undefined ? null : ipSubjects(context.ip, pseudonym)
}

/** A bare number is counted as a number alone. */
export function subjectsOf({ userId, userSubject, factorSubject }: Whose) {
  return userId === null ? {} : { userSubject, factorSubject }
}
