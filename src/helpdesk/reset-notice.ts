import type { AuditEvent, AuditKind } from '../audit/index.ts'
import { toRecipient } from '../enrolment/index.ts'
import type { User } from '../factors/index.ts'
import type { HelpdeskParts } from './parts.ts'
import type { Reset } from './reset.ts'

interface By {
  readonly actor: string
  readonly agent?: string
}

/** A step of a reset in the log: about its user, as everything that happens to factors. */
export function resetEvent(
  kind: Extract<AuditKind, `reset.${string}`>,
  { id, tenantId, userId, reason }: Reset,
  { at, by, detail }: { at: number; by: By; detail?: AuditEvent['detail'] },
): AuditEvent {
  return { ...by, tenantId, at, kind, about: userId, detail: { ...detail, reset: id, reason } }
}

/** What every mail about a reset begins with. */
export function aboutReset(user: User, { id, tenantId }: Reset, at: number) {
  return { tenantId, at, user: toRecipient(user), ids: { resetId: id } }
}

/** Without an address nobody could object, and nobody be let in again. */
export function isReachable({ notices }: Pick<HelpdeskParts, 'notices'>, { emails }: User) {
  return notices.sendsMail && emails.length > 0
}
