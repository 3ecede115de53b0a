import { randomInt } from 'node:crypto'
import type { Keyring } from '../platform/keyring.ts'
import type { Store } from '../store/index.ts'
import { type Call, LONGEST_CALL_MS, type NewCall, progressOf } from './call.ts'
import { insertCall } from './call-store.ts'
import type { Gate } from './dialogue.ts'
import type { E164 } from './numbers/e164.ts'

/** The statement that queues a call, for the transaction of whoever wants it: both, or neither. */
export function enqueueCall(
  { keyring, within }: { keyring: Keyring; within: Store },
  call: NewCall,
  at: number,
) {
  return insertCall(within, {
    id: call.id,
    tenant_id: call.tenantId,
    made_for: call.madeFor,
    number_subject: call.numberSubject,
    to_sealed: keyring.seal(call.to, toPurpose(call)),
    locale: call.locale,
    gate: call.gate,
    gate_sealed: keyring.seal(drawGateKeys(call.gate), gatePurpose(call)),
    status: 'queued',
    progress: progressOf.queued,
    reason: null,
    carrier: null,
    carrier_call_id: null,
    sip_status: null,
    talked_seconds: null,
    created_at: at,
    not_after: call.notAfter,
    lease_until: 0,
    placed_at: null,
    hang_up_at: null,
    changed_by: null,
    ended_at: null,
    prefix_subject: call.prefixSubject,
    country: call.country,
    price_micros: call.priceMicros,
    priced_at: null,
    // By then it has ended, and its carrier has had time to reckon.
    price_due_at: at + LONGEST_CALL_MS,
  })
}

export function openTo(keyring: Keyring, call: Call): E164 {
  return keyring.open(call.toSealed, toPurpose(call)) as E164
}

export function openGate(keyring: Keyring, call: Call): Gate {
  const keys = keyring.open(call.gateSealed, gatePurpose(call))
  if (call.gate === 'key') return { kind: 'key', digit: keys }
  return call.gate === 'match' ? { kind: 'match', digits: keys } : { kind: 'none' }
}

/** `key`: 2 to 8, because 1 repeats and 9 is "not me". `match`: all hundred pairs. */
function drawGateKeys(gate: Call['gate']) {
  if (gate === 'key') return String(randomInt(2, 9))
  return gate === 'match' ? String(randomInt(100)).padStart(2, '0') : ''
}

const toPurpose = ({ id }: { id: string }) => `call:${id}:to`
const gatePurpose = ({ id }: { id: string }) => `call:${id}:gate`
