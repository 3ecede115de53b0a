import type { Clock } from '../platform/clock.ts'
import type { Keyring } from '../platform/keyring.ts'
import { dataKey, type Store } from '../store/index.ts'

/** What keeping the log needs of the rest of the service. */
export interface AuditParts {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  /** Seals where each chain begins and ends. */
  readonly auditKey: Buffer
}

export function openAuditKey(store: Store, keyring: Keyring): Promise<Buffer> {
  return dataKey(store, keyring, 'audit-chain')
}
