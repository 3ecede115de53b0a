import { advance } from './advance.ts'
import { type Call, ENDED, LONGEST_CALL_MS, progressOf } from './call.ts'
import type { Carrier, FindOutcome } from './carrier.ts'
import { openTo } from './enqueue-call.ts'
import { hangUpCall } from './hang-up-call.ts'
import type { CallParts } from './parts.ts'
import { type Pace, placeCall, takePlaced } from './place-call.ts'

/** When a carrier cannot even say whether it has a call, we stop asking. */
const GIVE_UP_MS = 2 * LONGEST_CALL_MS

/**
 * Finds out about a call that nobody tells us about: its worker died, the answer to the request was
 * lost, or its last report never came. Held by `test/faults/lost-calls.test.ts`.
 */
export async function recoverCall(parts: CallParts, pace: Pace, call: Call): Promise<void> {
  const carrier = parts.carriers.find(({ name }) => name === call.carrier)
  if (!carrier || call.placedAt === null) return placeCall(parts, pace, call)
  if (call.hangUpAt !== null && call.carrierCallId !== null) return hangUpCall(parts, call)

  const found = await carrier.find({
    id: call.id,
    to: openTo(parts.keyring, call),
    carrierCallId: call.carrierCallId,
    placedAt: call.placedAt,
  })
  parts.log.warn({ callId: call.id, carrier: carrier.name, found: found.outcome }, 'call recovered')
  await takeFound(parts, pace, {
    call,
    carrier,
    found,
    silentMs: parts.clock.now() - call.placedAt,
  })
}

interface Found {
  readonly call: Call
  readonly carrier: Carrier
  readonly found: FindOutcome
  readonly silentMs: number
}

async function takeFound(parts: CallParts, pace: Pace, { call, carrier, found, silentMs }: Found) {
  if (found.outcome === 'found') {
    await takePlaced(parts, call, found.carrierCallId, carrier.name)
    await advance(parts, call, found.progress)
    const stillGoing = progressOf[found.progress] < ENDED
    if (stillGoing && silentMs > LONGEST_CALL_MS) await carrier.hangUp(found.carrierCallId)
  } else if (found.outcome === 'none' && call.carrierCallId === null) {
    await placeCall(parts, pace, call)
  } else if (found.outcome === 'none' || silentMs > GIVE_UP_MS) {
    await advance(parts, call, 'failed', { reason: 'carrier-silent' })
  }
}
