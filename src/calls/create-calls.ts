import type { Compilable } from 'kysely'
import type { CallRow, Store } from '../store/index.ts'
import { type Call, type NewCall, toCall } from './call.ts'
import { findCall, markForHangUp, newestCallFor } from './call-store.ts'
import type { Conversation } from './conversation.ts'
import { createConversation } from './converse.ts'
import { type Dispatcher, startDispatcher } from './dispatcher.ts'
import { enqueueCall, openGate } from './enqueue-call.ts'
import { hangUpCall } from './hang-up-call.ts'
import { type CallParts, QUEUED } from './parts.ts'
import { settlePrices } from './settle-prices.ts'

/** The front door of the calls subsystem. */
export interface Calls {
  readonly conversation: Conversation
  /** The statement that queues a call in the caller's transaction; `wake` it when that has ended. */
  enqueue(within: Store, call: NewCall, at: number): Compilable
  wake(): void
  /** Ends every call made for something, but one; the carrier is told in the background. */
  hangUp(madeFor: string, except?: string): Promise<void>
  /** Tells the carriers about calls that were marked for it (`markForHangUp`), in the background. */
  end(marked: readonly CallRow[]): void
  find(id: string): Promise<Call | null>
  newestFor(madeFor: string): Promise<Call | null>
  /** What the panel shows and the callee types, while the call waits for it; otherwise null. */
  gateDigits(call: Call): string | null
  /** Asks the carriers what calls that ended have cost. */
  settlePrices(): Promise<void>
  /** Begins to place calls. */
  start(): Dispatcher
  /** Waits for what goes on in the background. */
  settle(): Promise<void>
}

export function createCalls(parts: CallParts): Calls {
  const background = new Set<Promise<void>>()

  const inBackground = (about: object, act: Promise<void>) => {
    const done = act
      .catch((error: Error) =>
        parts.log.error({ ...about, error: error.message }, 'call not ended'),
      )
      .finally(() => background.delete(done))
    background.add(done)
  }

  const end = (marked: readonly CallRow[]) => {
    for (const call of marked.map(toCall))
      inBackground({ callId: call.id }, hangUpCall(parts, call))
  }

  return {
    conversation: createConversation(parts),
    enqueue: (within, call, at) => enqueueCall({ keyring: parts.keyring, within }, call, at),
    wake: () => parts.signals.publish(QUEUED),
    async hangUp(madeFor, except) {
      const at = parts.clock.now()
      end(await markForHangUp(parts.store, madeFor, { at, except }).execute())
    },
    end,
    find: (id) => findCall(parts.store, id),
    newestFor: (madeFor) => newestCallFor(parts.store, madeFor),
    gateDigits(call) {
      if (call.status !== 'answered') return null
      const gate = openGate(parts.keyring, call)
      return gate.kind === 'match' ? gate.digits : null
    },
    settlePrices: () => settlePrices(parts),
    start: () => startDispatcher(parts),
    async settle() {
      while (background.size > 0) await Promise.all(background)
    },
  }
}
