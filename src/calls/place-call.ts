import { advance } from './advance.ts'
import { type Call, LONGEST_QUEUE_MS, RING_SECONDS, TALK_SECONDS } from './call.ts'
import { bindCarrierCall, findCall, noteCarrier, setLease } from './call-store.ts'
import type { Carrier, PlaceOutcome, RefusalReason } from './carrier.ts'
import { nonceOf } from './converse.ts'
import { openTo } from './enqueue-call.ts'
import { hangUpCall } from './hang-up-call.ts'
import type { CallParts } from './parts.ts'

/** Until a request whose answer was lost can be found in the carrier's own list. */
const UNKNOWN_LEASE_MS = 10_000

type Next = 'next-carrier' | 'done'

/** What a refusal means for the call: the number itself is at fault, or another carrier may do it. */
const afterRefusal: Readonly<Record<RefusalReason, Next>> = {
  number: 'done',
  bug: 'done',
  blocked: 'next-carrier',
  busy: 'next-carrier',
  down: 'next-carrier',
  account: 'next-carrier',
}

export type Pace = (carrier: Carrier) => Promise<void>

/** Asks the carriers one after the other, beginning with the one after `call.carrier`. */
export async function placeCall(parts: CallParts, pace: Pace, call: Call): Promise<void> {
  let lastReason = 'no-carrier'
  for (const carrier of carriersAfter(parts, call.carrier)) {
    await pace(carrier)
    if (!(await mayStillBePlaced(parts, call))) return
    await noteCarrier(parts.store, call.id, carrier.name, parts.clock.now())
    const outcome = await carrier.place(toOutgoing(parts, call))
    if ((await takeOutcome(parts, { call, carrier, outcome })) === 'done') return
    if (outcome.outcome === 'refused') lastReason = `carrier-${outcome.reason}`
  }
  await advance(parts, call, 'failed', { reason: lastReason })
}

function carriersAfter({ carriers }: CallParts, tried: string | null) {
  return carriers.slice(carriers.findIndex(({ name }) => name === tried) + 1)
}

/** The last look before money is spent: cancelled meanwhile, or nobody waits any more. */
async function mayStillBePlaced(parts: CallParts, { id }: Call): Promise<boolean> {
  const call = await findCall(parts.store, id)
  if (call?.status !== 'dialling') return false
  const now = parts.clock.now()
  const isLate = now - call.createdAt > LONGEST_QUEUE_MS || now >= call.notAfter
  if (call.hangUpAt !== null) await advance(parts, call, 'cancelled')
  else if (isLate) await giveUp(parts, call)
  return call.hangUpAt === null && !isLate
}

async function giveUp(parts: CallParts, call: Call) {
  parts.log.warn({ callId: call.id }, 'call not placed in time')
  await advance(parts, call, 'failed', { reason: 'not-placed-in-time' })
}

function toOutgoing(parts: CallParts, call: Call) {
  return {
    id: call.id,
    nonce: nonceOf(parts.nonceKey, call.id),
    to: openTo(parts.keyring, call),
    ringSeconds: RING_SECONDS,
    talkSeconds: TALK_SECONDS,
  }
}

async function takeOutcome(
  parts: CallParts,
  { call, carrier, outcome }: { call: Call; carrier: Carrier; outcome: PlaceOutcome },
): Promise<Next> {
  const said = { callId: call.id, carrier: carrier.name, ...outcome }
  if (outcome.outcome === 'placed') {
    parts.log.info(said, 'call placed')
    await takePlaced(parts, call, outcome.carrierCallId, carrier.name)
    return 'done'
  }
  parts.log.warn(said, 'call not placed')
  if (outcome.outcome === 'unknown') {
    // It may be ringing. Trying again now could ring twice: `recover` asks the carrier first.
    await setLease(parts.store, call.id, parts.clock.now() + UNKNOWN_LEASE_MS)
    return 'done'
  }
  if (afterRefusal[outcome.reason] === 'done')
    await advance(parts, call, 'failed', { reason: `carrier-${outcome.reason}` })
  return afterRefusal[outcome.reason]
}

export async function takePlaced(
  parts: CallParts,
  call: Call,
  carrierCallId: string,
  carrier: string,
) {
  const bound = await bindCarrierCall(parts.store, { id: call.id, carrier, carrierCallId })
  if (bound?.hangUpAt != null) await hangUpCall(parts, bound)
}
