import { randomBytes } from 'node:crypto'
import { progressOf } from '../src/calls/call.ts'
import { nonceOf } from '../src/calls/converse.ts'
import { codePurpose, toPurpose } from '../src/challenges/challenge.ts'
import { digestCode, drawCode } from '../src/challenges/code.ts'
import { newId } from '../src/platform/ids.ts'
import type { CallRow, ChallengeRow } from '../src/store/index.ts'
import { carrier, type World } from './world.ts'

/** An open challenge with its call, written straight into the store. */
export interface Seeded {
  readonly id: string
  readonly code: string
  readonly numberSubject: string
  readonly callId: string
  readonly carrierCallId: string
  readonly nonce: string
}

const ROWS_AT_ONCE = 500
/** Further than any bench lasts: nothing expires, and no call is looked after, while it runs. */
const DAY_MS = 86_400_000
export const GATE_DIGIT = '4'

/** `callStatus`: how far their calls are. */
export async function seedChallenges(
  world: World,
  count: number,
  callStatus: 'ringing' | 'answered' | 'completed',
): Promise<Seeded[]> {
  const seeded: Seeded[] = []
  while (seeded.length < count) {
    const batch = Array.from({ length: Math.min(ROWS_AT_ONCE, count - seeded.length) }, () =>
      drawSeed(world),
    )
    const now = Date.now()
    const challenges = batch.map((seed) => toChallengeRow(world, seed, now))
    const calls = batch.map((seed) => toCallRow(world, seed, { now, callStatus }))
    await world.store.insertInto('challenges').values(challenges).execute()
    await world.store.insertInto('calls').values(calls).execute()
    seeded.push(...batch)
  }
  return seeded
}

function drawSeed({ nonceKey }: World): Seeded {
  const callId = newId('ca')
  return {
    id: newId('ch'),
    code: drawCode(6),
    numberSubject: randomBytes(16).toString('base64url'),
    callId,
    carrierCallId: `CA${randomBytes(16).toString('hex')}`,
    nonce: nonceOf(nonceKey, callId),
  }
}

function toChallengeRow({ keyring, codeKey }: World, seed: Seeded, now: number): ChallengeRow {
  const { id, code, numberSubject } = seed
  return {
    id,
    tenant_id: 'demo',
    purpose: 'login',
    user_id: null,
    factor_id: null,
    user_subject: numberSubject,
    factor_subject: numberSubject,
    status: 'open',
    method: 'voice',
    to_sealed: keyring.seal('+31612345678', toPurpose(id)),
    to_masked: '+31 6 •••• ••78',
    number_subject: numberSubject,
    ip_subjects: 'null',
    context_sealed: null,
    locale: 'nl-NL',
    gate: 'key',
    code_length: 6,
    code_digest: digestCode(codeKey, id, code),
    code_sealed: keyring.seal(code, codePurpose(id)),
    attempts_left: 5,
    calls_made: 1,
    last_call_at: now,
    created_at: now,
    expires_at: now + DAY_MS,
    closed_at: null,
    changed_by: null,
    facts: null,
  }
}

interface Course {
  readonly now: number
  readonly callStatus: 'ringing' | 'answered' | 'completed'
}

function toCallRow({ keyring }: World, seed: Seeded, { now, callStatus }: Course): CallRow {
  const { id, callId, carrierCallId, numberSubject } = seed
  return {
    id: callId,
    tenant_id: 'demo',
    made_for: id,
    number_subject: numberSubject,
    to_sealed: keyring.seal('+31612345678', `call:${callId}:to`),
    locale: 'nl-NL',
    gate: 'key',
    gate_sealed: keyring.seal(GATE_DIGIT, `call:${callId}:gate`),
    status: callStatus,
    progress: progressOf[callStatus],
    reason: null,
    carrier: carrier.name,
    carrier_call_id: carrierCallId,
    sip_status: null,
    talked_seconds: null,
    created_at: now,
    not_after: now + DAY_MS,
    lease_until: 0,
    placed_at: now + DAY_MS,
    hang_up_at: null,
    changed_by: null,
    prefix_subject: null,
    country: null,
    price_micros: null,
    priced_at: null,
    price_due_at: null,
    ended_at: callStatus === 'completed' ? now : null,
  }
}
