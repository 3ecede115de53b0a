export { type AuditEvent, type AuditKind, recordEvents } from './record-event.ts'
