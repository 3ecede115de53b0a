import { timingSafeEqual } from 'node:crypto'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { keyedDigest } from '../platform/keyring.ts'
import { advance } from './advance.ts'
import { type Call, hasEnded, progressOf, toCall } from './call.ts'
import { bindCarrierCall, callById, findCall } from './call-store.ts'
import type { ProgressReport } from './carrier.ts'
import type { CallReference, Conversation, Turn } from './conversation.ts'
import { type Listened, nextTurn, type Position, type Script } from './dialogue.ts'
import { openGate } from './enqueue-call.ts'
import type { CallParts, SpokenCode } from './parts.ts'

/** The secret part of a call's webhook paths: nobody else can guess it, and it needs no column. */
export function nonceOf(nonceKey: Buffer, callId: string) {
  return keyedDigest(nonceKey, 'call', callId)
}

export function createConversation(parts: CallParts): Conversation {
  return {
    async next(reference, at, listened) {
      if (!knowsNonce(parts, reference)) return null
      const { callId } = reference
      const code = parts.owner.codeFor(parts.store, callId)
      const asked = [callById(parts.store, { id: callId }), code.statement] as const
      const [[row], rows] = await inOneTrip(parts.store, asked)
      const call = row ? await identify(parts, reference, toCall(row)) : null
      return call && nextFor(parts, call, { at, listened, codeFor: () => code.read(rows) })
    },
    async report(reference, report) {
      if (!knowsNonce(parts, reference)) return false
      const found = await findCall(parts.store, reference.callId)
      const call = found && (await identify(parts, reference, found))
      if (call) await note(parts, call, report)
      return call !== null
    },
  }
}

function knowsNonce({ nonceKey }: CallParts, { callId, nonce }: CallReference) {
  return isSame(nonce, nonceOf(nonceKey, callId))
}

/** Whether the carrier means this call; its first webhook binds the carrier's own id to it. */
async function identify(parts: CallParts, reference: CallReference, call: Call) {
  const { callId, carrierName, carrierCallId } = reference
  if (call.carrier !== carrierName) return null
  if (call.carrierCallId !== null) return call.carrierCallId === carrierCallId ? call : null
  return bindCarrierCall(parts.store, { id: callId, carrier: carrierName, carrierCallId })
}

function isSame(given: string, expected: string) {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

interface Asked {
  readonly at: Position
  readonly listened: Listened
  readonly codeFor: () => SpokenCode
}

async function nextFor(parts: CallParts, call: Call, asked: Asked): Promise<Turn> {
  const { at, listened } = asked
  const current = (at === 'answer' && (await advance(parts, call, 'answered'))) || call
  const { steps, event } = nextTurn(scriptFor(parts, current, asked), at, listened)
  if (event === null || (await advance(parts, call, event)) || (await isAt(parts, call, event)))
    return { locale: call.locale, steps }
  // Another webhook of this call came first and ended it: whatever was pressed now is too late.
  return { locale: call.locale, steps: nextTurn(closed(parts, call), 'answer', null).steps }
}

/** True when the call is at least there without our help: the same request came before. */
async function isAt(parts: CallParts, { id }: Call, event: keyof typeof progressOf) {
  const call = await findCall(parts.store, id)
  if (!call) return false
  return hasEnded(call) ? call.status === event : progressOf[call.status] >= progressOf[event]
}

/** No code for a call that is over, and none behind a gate that was not passed. */
function scriptFor(parts: CallParts, call: Call, { at, codeFor }: Asked): Script {
  const skipsGate =
    at.startsWith('code') &&
    call.gate !== 'none' &&
    progressOf[call.status] < progressOf['gate-passed']
  if (parts.clock.now() >= call.notAfter) return { ...closed(parts, call), why: 'expired' }
  if (hasEnded(call) || call.hangUpAt !== null || skipsGate) return closed(parts, call)
  return { gate: openGate(parts.keyring, call), ...codeFor() }
}

function closed({ keyring }: CallParts, call: Call) {
  return { gate: openGate(keyring, call), code: null, why: 'closed' } as const
}

async function note(parts: CallParts, call: Call, report: ProgressReport) {
  await advance(parts, call, report.progress, {
    ...(report.sipStatus !== undefined && { sip_status: report.sipStatus }),
    ...(report.talkedSeconds !== undefined && { talked_seconds: report.talkedSeconds }),
  })
}
