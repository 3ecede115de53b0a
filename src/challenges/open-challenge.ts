import { type Caller, type GateKind, isAsStrict } from '../accounts/index.ts'
import { insertEvents } from '../audit/index.ts'
import {
  type E164,
  judgeNumber,
  maskNumber,
  type NumberRefusal,
  parseNumber,
  pickLocale,
} from '../calls/index.ts'
import {
  callCharges,
  type IpSubjects,
  ipSubjects,
  type Standing,
  slotCharges,
  type Who,
  wrongCodesPerChallenge,
} from '../limits/index.ts'
import { isDuplicate } from '../platform/database/faults.ts'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { newId } from '../platform/ids.ts'
import {
  type Challenge,
  codePurpose,
  LIFE_MS,
  toChallenge,
  toPurpose,
  topicOf,
} from './challenge.ts'
import { closeOlder, insertChallenge } from './challenge-store.ts'
import { digestCode, drawCode } from './code.ts'
import { findNumberState } from './number-state.ts'
import type { ChallengeParts } from './parts.ts'
import { type LimitReached, refuse, refuseByRule } from './refusal.ts'
import type { Known } from './to-answer.ts'

export interface OpenRequest {
  readonly to: string
  readonly locale?: string
  readonly gate?: GateKind
  readonly context?: { readonly ip?: string }
}

export type OpenResult =
  | {
      readonly outcome: 'opened'
      readonly challenge: Challenge
      readonly standings: readonly Standing[]
      /** For the answer: nothing of it has to be read back. */
      readonly known: Known
    }
  | { readonly outcome: 'number-refused'; readonly reason: NumberRefusal }
  | { readonly outcome: 'gate-too-weak'; readonly wanted: GateKind }
  | LimitReached

/**
 * Number policy, then limits, then one transaction: what is refused costs nothing, what is counted
 * is called, and a challenge never exists without its call.
 */
export async function openChallenge(
  parts: ChallengeParts,
  caller: Caller,
  request: OpenRequest,
): Promise<OpenResult> {
  const { policy, tenantId } = caller
  const gate = request.gate ?? policy.gate
  if (!isAsStrict(gate, policy.gate)) return { outcome: 'gate-too-weak', wanted: policy.gate }
  const number = readNumber(request.to, policy)
  if ('refused' in number) return { outcome: 'number-refused', reason: number.refused }

  const now = parts.clock.now()
  const numberSubject = parts.pseudonym('number', number.to)
  const state = await findNumberState(parts.store, { tenantId, numberSubject }, now)
  const refused = { tenantId, numberSubject, at: now }
  if (state.stoppedUntil !== null)
    return refuse(parts.store, {
      ...refused,
      limit: 'stopped',
      retryAfterMs: state.stoppedUntil - now,
    })

  const addresses = state.isProven ? null : addressesOf(parts, request)
  const who: Who = { tenantId, numberSubject, ipSubjects: addresses }
  const calls = callCharges(parts.rules, who)
  const charges = [...calls, ...slotCharges(parts.rules, who)]
  const callId = newId('ca')
  const taken = await parts.limiter.take(charges, {
    id: callId,
    replaces: state.callId ?? undefined,
  })
  if (!taken.taken) return refuseByRule(parts.store, refused, taken)

  // Read again: the challenge begins after its call was counted, so no rule outlasts the ladder.
  const begun = parts.clock.now()
  const plan = {
    caller,
    request,
    gate,
    to: number.to,
    numberSubject,
    addresses,
    callId,
    now: begun,
  }
  const opened = await writeAlone(parts, plan).catch(async (error) => {
    await parts.limiter.giveBack(charges, callId)
    throw error
  })
  await endOlder(parts, opened.older)
  const { standings } = taken
  const known = {
    call: { id: callId, status: 'queued' as const },
    standings: standings.slice(0, calls.length),
  }
  return { outcome: 'opened', challenge: opened.challenge, standings, known }
}

function readNumber(
  raw: string,
  policy: Caller['policy'],
): { to: E164 } | { refused: NumberRefusal } {
  const parsed = parseNumber(raw)
  if ('refused' in parsed) return parsed
  const judged = judgeNumber(parsed.number, policy)
  return judged.verdict === 'allow' ? { to: parsed.number } : { refused: judged.reason }
}

function addressesOf({ pseudonym }: ChallengeParts, { context }: OpenRequest): IpSubjects | null {
  return context?.ip === undefined ? null : ipSubjects(context.ip, pseudonym)
}

interface Plan {
  readonly caller: Caller
  readonly request: OpenRequest
  readonly gate: GateKind
  readonly to: E164
  readonly numberSubject: string
  readonly addresses: IpSubjects | null
  readonly callId: string
  readonly now: number
}

/** How many instances may be in each other's way before one of them gives up. */
const TRIES = 10

/**
 * Two instances may open a challenge for one number at the same moment. The database keeps one of
 * them open; whoever comes second begins again and finds the other's to be the older one.
 */
async function writeAlone(parts: ChallengeParts, plan: Plan, tries = TRIES): Promise<Written> {
  try {
    return await write(parts, plan)
  } catch (error) {
    if (tries === 1 || !isDuplicate(error)) throw error
    return writeAlone(parts, plan, tries - 1)
  }
}

interface Written {
  readonly challenge: Challenge
  readonly older: readonly Challenge[]
}

function write(parts: ChallengeParts, plan: Plan): Promise<Written> {
  const { numberSubject, now, callId, caller } = plan
  const { tenantId } = caller
  return parts.store.transaction().execute(async (within) => {
    const older = await closeOlder(within, { tenantId, numberSubject, now })
    const row = toRow(parts, plan)
    const challenge = toChallenge(row, now)
    const opened = { method: 'voice', callId, numberSubject }
    await inOneTrip(within, [
      insertChallenge(within, row),
      parts.calls.enqueue(within, toNewCall(plan, challenge), now),
      insertEvents(within, [
        ...older.map((one) => ended(plan, one, challenge)),
        event(plan, 'challenge.opened', challenge.id, opened),
      ]),
    ])
    return { challenge, older }
  })
}

function ended(plan: Plan, { id, status }: Challenge, newer: Challenge) {
  if (status === 'expired') return event(plan, 'challenge.expired', id, {})
  return event(plan, 'challenge.cancelled', id, { newer: newer.id })
}

function event(
  { caller: { tenantId }, now }: Plan,
  kind: 'challenge.cancelled' | 'challenge.expired' | 'challenge.opened',
  about: string,
  detail: Record<string, string>,
) {
  return { tenantId, at: now, kind, about, detail }
}

function toRow({ keyring, codeKey }: ChallengeParts, plan: Plan) {
  const { caller, request, now } = plan
  const id = newId('ch')
  const code = drawCode(caller.policy.codeLength)
  return {
    id,
    tenant_id: caller.tenantId,
    purpose: 'login',
    user_id: null,
    factor_id: null,
    user_subject: plan.numberSubject,
    factor_subject: plan.numberSubject,
    status: 'open',
    method: 'voice',
    to_sealed: keyring.seal(plan.to, toPurpose(id)),
    to_masked: maskNumber(plan.to),
    number_subject: plan.numberSubject,
    ip_subjects: JSON.stringify(plan.addresses),
    locale: pickLocale(request.locale, pickLocale(caller.policy.locale, 'nl-NL')),
    gate: plan.gate,
    code_length: caller.policy.codeLength,
    code_digest: digestCode(codeKey, id, code),
    code_sealed: keyring.seal(code, codePurpose(id)),
    attempts_left: wrongCodesPerChallenge,
    calls_made: 1,
    last_call_at: now,
    created_at: now,
    expires_at: now + LIFE_MS,
    closed_at: null,
  }
}

function toNewCall({ to, callId }: Plan, challenge: Challenge) {
  const { id, tenantId, numberSubject, locale, gate, expiresAt } = challenge
  const whom = { to, tenantId, numberSubject }
  return { id: callId, madeFor: id, ...whom, locale, gate, notAfter: expiresAt }
}

/** Whoever watches an older challenge learns that it ended; its call stops ringing. */
async function endOlder({ calls, signals }: ChallengeParts, older: readonly Challenge[]) {
  for (const { id } of older) {
    await calls.hangUp(id)
    signals.publish(topicOf(id))
  }
}
