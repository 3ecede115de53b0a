export { type Erasure, eraseFromAudit } from './erase.ts'
export { exportEntries } from './export-entries.ts'
export { forgetOld } from './forget-old.ts'
export { insertEvent } from './insert-event.ts'
export { type ConditionalEvent, type EventRow, insertEventsWhen } from './insert-events-when.ts'
export { type AuditParts, openAuditKey } from './parts.ts'
export {
  type AuditEvent,
  type AuditKind,
  insertEvents,
  recordEvents,
  toRow as toEventRow,
} from './record-event.ts'
export { auditRoutes } from './routes.ts'
export { type SealedEvent, sealEvents } from './seal-events.ts'
export { createSealer, type Sealer } from './sealer.ts'
export { faults, type Noted, type Verdict, verifyChain } from './verify-chain.ts'
