import type { Call } from './call.ts'
import { LONGEST_CALL_MS } from './call.ts'
import { claimQueued, claimStale } from './call-store.ts'
import type { Carrier } from './carrier.ts'
import { createPacer } from './pacer.ts'
import { type CallParts, QUEUED } from './parts.ts'
import { placeCall } from './place-call.ts'
import { recoverCall } from './recover-call.ts'

/** Longer than a request to a carrier may take, for each carrier in turn. */
const PLACE_LEASE_MS = 60_000
const RECOVER_LEASE_MS = 30_000
const LOOK_EVERY_MS = 1000
const AT_ONCE_MOST = 32

export interface Dispatcher {
  /** Looks now, instead of at the next second. */
  look(): Promise<void>
  /** Takes no more calls and waits for those in hand. */
  stop(): Promise<void>
}

/** Takes queued calls to a carrier, and looks after those that went quiet. */
export function startDispatcher(parts: CallParts): Dispatcher {
  const pacers = new Map(
    parts.carriers.map((carrier) => [carrier, createPacer(carrier.callsPerSecond, parts.clock)]),
  )
  const pace = async (carrier: Carrier) => pacers.get(carrier)?.()
  const inHand = new Set<Promise<void>>()
  let stopped = false
  let looking: Promise<void> | null = null
  let lookAgain = false

  const work = (call: Call, act: typeof placeCall) => {
    const done = act(parts, pace, call)
      .catch((err: Error) => parts.log.error({ callId: call.id, error: err.message }, 'call stuck'))
      .finally(() => {
        inHand.delete(done)
        if (inHand.size === AT_ONCE_MOST - 1) void look()
      })
    inHand.add(done)
  }

  async function takeAll(claim: () => Promise<Call | null>, act: typeof placeCall) {
    while (!stopped && inHand.size < AT_ONCE_MOST) {
      const call = await claim()
      if (!call) return
      work(call, act)
    }
  }

  async function lookOnce() {
    const at = () => parts.clock.now()
    const stale = { leaseMs: RECOVER_LEASE_MS, silentMs: LONGEST_CALL_MS }
    await takeAll(() => claimQueued(parts.store, { at: at(), leaseMs: PLACE_LEASE_MS }), placeCall)
    await takeAll(() => claimStale(parts.store, { at: at(), ...stale }), recoverCall)
  }

  async function look(): Promise<void> {
    lookAgain = true
    looking ??= (async () => {
      while (lookAgain && !stopped) {
        lookAgain = false
        await lookOnce().catch((error: Error) =>
          parts.log.error({ error: error.message }, 'dispatcher cannot look'),
        )
      }
    })().finally(() => {
      looking = null
    })
    await looking
  }

  const unsubscribe = parts.signals.subscribe(QUEUED, () => void look())
  const stopClock = parts.clock.every(LOOK_EVERY_MS, () => void look())
  return {
    async look() {
      await look()
      await Promise.all(inHand)
    },
    async stop() {
      stopped = true
      unsubscribe()
      stopClock()
      await looking
      await Promise.all(inHand)
    },
  }
}
