export { type AuditEvent, type AuditKind, insertEvents, recordEvents } from './record-event.ts'
