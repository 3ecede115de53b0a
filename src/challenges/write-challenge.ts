import type { Caller, GateKind } from '../accounts/index.ts'
import { insertEvent, toEventRow } from '../audit/index.ts'
import type { E164, Locale } from '../calls/index.ts'
import { type IpSubjects, wrongCodesPerChallenge } from '../limits/index.ts'
import { isDuplicate } from '../platform/database/faults.ts'
import { transactionInOneTrip } from '../platform/database/in-one-trip.ts'
import type { Store } from '../store/index.ts'
import { type CallFacts, toCallColumns } from './call-facts.ts'
import {
  type Challenge,
  codePurpose,
  LIFE_MS,
  type Method,
  toChallenge,
  toPurpose,
  topicOf,
} from './challenge.ts'
import { insertChallenge } from './challenge-store.ts'
import { closeOlder, noteOlder } from './close-challenges.ts'
import { digestCode, drawCode } from './code.ts'
import { type LoginContext, sealContext } from './login-context.ts'
import { codeLengthOf, isSent } from './methods.ts'
import type { ChallengeParts } from './parts.ts'
import type { Whose } from './whose.ts'

type Detail = Record<string, string | null>

export interface NewChallenge {
  readonly id: string
  readonly caller: Caller
  readonly whose: Whose
  readonly method: Method
  /** The number to call and the call that does it; null where there is none. */
  readonly to: E164 | null
  readonly callId: string | null
  /** What may be shown of where the code goes. */
  readonly shown: string
  readonly numberSubject: string
  readonly addresses: IpSubjects | null
  /** Of its number, where there is one. */
  readonly facts: CallFacts | null
  readonly context: LoginContext | undefined
  readonly gate: GateKind
  readonly locale: Locale
  /** False: none of its number or its user was open a moment ago. */
  readonly endsOlder: boolean
  readonly now: number
}

export interface Older {
  readonly id: string
  readonly status: string
}

export interface Written {
  readonly challenge: Challenge
  readonly older: readonly Older[]
}

/** How many instances may be in each other's way before one of them gives up. */
const TRIES = 10

/**
 * Two instances may open a challenge for one number or user at the same moment. The database keeps
 * one of them open; whoever comes second begins again and finds the other's to be the older one.
 */
export async function writeChallenge(
  parts: ChallengeParts,
  plan: NewChallenge,
  tries = TRIES,
): Promise<Written> {
  try {
    return await write(parts, plan)
  } catch (error) {
    if (tries === 1 || !isDuplicate(error)) throw error
    return writeChallenge(parts, { ...plan, endsOlder: true }, tries - 1)
  }
}

/** One transaction, in one round trip. */
async function write(parts: ChallengeParts, plan: NewChallenge): Promise<Written> {
  const { store } = parts
  const { now, caller, numberSubject } = plan
  const row = toRow(parts, plan)
  const challenge = toChallenge(row, now)
  const { id, userSubject } = challenge
  const { tenantId } = caller
  const newer = { tenantId, numberSubject, userSubject, newer: id, now }
  const detail = openedAs(plan)
  const opened = { tenantId, at: now, kind: 'challenge.opened', about: id, detail } as const
  const writing = [
    insertChallenge(store, row),
    insertEvent(store, toEventRow(opened)),
    ...queueing(parts, store, { plan, challenge }),
  ]
  if (!plan.endsOlder) {
    await transactionInOneTrip(store, writing)
    return { challenge, older: [] }
  }
  const ending = [closeOlder(store, newer), noteOlder(store, newer)] as const
  const [older] = await transactionInOneTrip(store, [...ending, ...writing])
  return { challenge, older }
}

function openedAs({ method, callId, numberSubject, whose }: NewChallenge): Detail {
  const { userId, factorId, purpose } = whose
  const whom: Detail = userId === null ? { numberSubject } : { userId, factor: factorId }
  return { method, purpose, ...whom, ...(callId !== null && { callId }) }
}

/** The statement that queues its call, where it has one. */
function queueing(
  { calls, limits }: ChallengeParts,
  within: Store,
  { plan: { to, callId, now, facts }, challenge }: { plan: NewChallenge; challenge: Challenge },
) {
  if (to === null || callId === null || facts === null) return []
  const { id, tenantId, numberSubject, locale, gate, expiresAt } = challenge
  const whom = { to, tenantId, numberSubject, ...toCallColumns(limits.set, facts), locale, gate }
  return [calls.enqueue(within, { id: callId, madeFor: id, ...whom, notAfter: expiresAt }, now)]
}

function toRow(parts: ChallengeParts, plan: NewChallenge) {
  const { caller, whose, method, to, now } = plan
  const { id } = plan
  const sent = isSent(method)
  return {
    id,
    tenant_id: caller.tenantId,
    purpose: whose.purpose,
    user_id: whose.userId,
    factor_id: whose.factorId,
    user_subject: whose.userSubject,
    factor_subject: whose.factorSubject,
    status: 'open',
    method,
    to_sealed: to === null ? '' : parts.keyring.seal(to, toPurpose(id)),
    to_masked: plan.shown,
    number_subject: plan.numberSubject,
    ip_subjects: JSON.stringify(plan.addresses),
    // Nobody but a user has an app that shows it.
    context_sealed: whose.userId === null ? null : sealContext(parts.keyring, id, plan.context),
    locale: plan.locale,
    gate: plan.gate,
    code_length: codeLengthOf(method, caller.policy),
    ...codeColumns(parts, id, { method, policy: caller.policy }),
    attempts_left: wrongCodesPerChallenge,
    calls_made: sent ? 1 : 0,
    last_call_at: now,
    created_at: now,
    expires_at: now + LIFE_MS,
    closed_at: null,
    changed_by: null,
    facts: plan.facts === null ? null : JSON.stringify(plan.facts),
  }
}

/** A new code in both its forms; none where the user's own factor makes it. */
export function codeColumns(
  { codeKey, keyring }: Pick<ChallengeParts, 'codeKey' | 'keyring'>,
  id: string,
  { method, policy }: { method: Method; policy: Caller['policy'] },
) {
  if (!isSent(method)) return { code_digest: null, code_sealed: null }
  const code = drawCode(policy.codeLength)
  return {
    code_digest: digestCode(codeKey, id, code),
    code_sealed: keyring.seal(code, codePurpose(id)),
  }
}

/** Whoever watches an older challenge learns that it ended; its call stops ringing. */
export async function endOlder({ calls, signals }: ChallengeParts, older: readonly Older[]) {
  for (const { id } of older) {
    await calls.hangUp(id)
    signals.publish(topicOf(id))
  }
}
