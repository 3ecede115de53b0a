import { type Caller, isAsStrict, judgeOwnNumber } from '../accounts/index.ts'
import { type E164, judgeNumber, maskNumber, pickLocale } from '../calls/index.ts'
import { callCharges, ipSubjects, slotCharges } from '../limits/index.ts'
import { newId } from '../platform/ids.ts'
import { findNumberState } from './number-state.ts'
import type { Manner, OpenResult } from './open-result.ts'
import type { ChallengeParts } from './parts.ts'
import { refuse, refuseByRule } from './refusal.ts'
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
  const numberSubject = parts.pseudonym('number', to)
  const {
    stoppedUntil,
    isProven,
    callId: older,
  } = await findNumberState(parts.store, { tenantId, numberSubject }, now)
  const refused = { tenantId, numberSubject, at: now }
  if (stoppedUntil !== null)
    return refuse(parts.store, { ...refused, limit: 'stopped', retryAfterMs: stoppedUntil - now })

  const addresses = isProven ? null : addressesOf(parts, manner)
  const who = { tenantId, numberSubject, ipSubjects: addresses, ...subjectsOf(whose) }
  const calls = callCharges(parts.rules, who)
  const charges = [...calls, ...slotCharges(parts.rules, who)]
  const callId = newId('ca')
  const taken = await parts.limiter.take(charges, { id: callId, replaces: older ?? undefined })
  if (!taken.taken) return refuseByRule(parts.store, refused, taken)

  const written = await writeChallenge(parts, {
    ...{ caller, whose, gate, callId, addresses, numberSubject, to, method: 'voice' },
    context: manner.context,
    shown: maskNumber(to),
    locale: pickLocale(manner.locale, pickLocale(policy.locale, 'nl-NL')),
    // Read again: the challenge begins after its call was counted, so no rule outlasts the ladder.
    now: parts.clock.now(),
  }).catch(async (error) => {
    await parts.limiter.giveBack(charges, callId)
    throw error
  })
  await endOlder(parts, written.older)
  const { standings } = taken
  const known = {
    call: { id: callId, status: 'queued' as const },
    standings: standings.slice(0, calls.length),
  }
  return { outcome: 'opened', challenge: written.challenge, standings, known }
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
