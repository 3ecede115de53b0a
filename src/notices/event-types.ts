import type { NoticeKind } from './notice.ts'

/** How panels name what their users are told of by mail; words as in the audit log. */
export const eventTypeOf = {
  'factor-added': 'factor.added',
  'factor-removed': 'factor.removed',
  'factor-disabled': 'factor.disabled',
  'primary-changed': 'factor.primary-changed',
  'number-changed': 'factor.number-changed',
  'recovery-codes-replaced': 'recovery-codes.replaced',
  'secondfactor-failed': 'login.second-factor-failed',
  'login-reported': 'login.reported',
  'reset-requested': 'reset.requested',
  'reset-approved': 'reset.approved',
  'reset-cancelled': 'reset.cancelled',
  'reset-done': 'reset.done',
  entry: 'reset.entry-sent',
  'extension-granted': 'user.extended',
  'password-reset': 'password.reset-sent',
  'password-changed': 'password.changed',
} as const satisfies Record<NoticeKind, string>

/** Everything an endpoint can be told of. The list is closed: what is not here, is never sent. */
export const eventTypes = [
  ...Object.values(eventTypeOf),
  'alarm.spend',
  'alarm.breaker',
  'alarm.prefix-blocked',
  'alarm.verified-share',
  'alarm.wrong-codes',
  'alarm.ended',
  'challenge.approved',
  'challenge.exhausted',
  'challenge.expired',
  'challenge.cancelled',
  'challenge.reported',
  'webhook.test',
] as const
export type EventType = (typeof eventTypes)[number]
