import { advance } from './advance.ts'
import { type Call, hasEnded, progressOf } from './call.ts'
import type { CallParts } from './parts.ts'

/**
 * Ends a call that was marked for it. One that is just being placed has no carrier id yet: whoever
 * places it sees the mark, and `recover` tries again what failed here.
 */
export async function hangUpCall(parts: CallParts, call: Call) {
  if (hasEnded(call)) return
  if (call.status === 'queued') return void (await advance(parts, call, 'cancelled'))
  const carrier = parts.carriers.find(({ name }) => name === call.carrier)
  if (!carrier || call.carrierCallId === null) return
  const { outcome } = await carrier.hangUp(call.carrierCallId)
  // A call that is cancelled while the carrier still queues it is never reported: finish it here.
  if (outcome === 'ended') await advance(parts, call, wasTalking(call) ? 'completed' : 'cancelled')
}

function wasTalking({ status }: Call) {
  return progressOf[status] >= progressOf.answered
}
