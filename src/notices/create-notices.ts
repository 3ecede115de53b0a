import type { Compilable } from 'kysely'
import type { Store } from '../store/index.ts'
import { type Delivery, startDelivery } from './delivery.ts'
import { enqueueNotices, enqueueStatements } from './enqueue-notices.ts'
import type { Notice, PanelEvent } from './notice.ts'
import { forgetNotices } from './outbox.ts'
import { type NoticeParts, QUEUED } from './parts.ts'
import { forgetOldSecrets } from './webhooks/endpoint-store.ts'

/** The front door of notices. */
export interface Notices {
  /** False: what can be done by mail alone cannot be done here. */
  readonly sendsMail: boolean
  /** Part of the caller's transaction; `wake` when that has ended. */
  enqueue(within: Store, notices: readonly (Notice | PanelEvent)[]): Promise<void>
  /** The same as statements, to be sent in one trip with others. */
  statements(within: Store, notices: readonly (Notice | PanelEvent)[]): readonly Compilable[]
  wake(): void
  /** Begins to deliver. */
  start(): Delivery
  /** Forgets what nobody asks for any more. */
  tidy(): Promise<void>
}

export function createNotices(parts: NoticeParts): Notices {
  return {
    sendsMail: parts.mailer !== null,
    enqueue: (within, notices) => enqueueNotices(parts, within, notices),
    statements: (within, notices) => enqueueStatements(parts, within, notices),
    wake: () => parts.signals.publish(QUEUED),
    start: () => startDelivery(parts),
    async tidy() {
      const now = parts.clock.now()
      await forgetNotices(parts.store, now)
      await forgetOldSecrets(parts.store, now)
    },
  }
}
