import type { EventType } from './event-types.ts'

interface FactorWords {
  readonly method: 'voice' | 'app' | 'totp' | 'recovery'
  /** The name that the user gave it. */
  readonly label: string
}
type Nothing = Readonly<Record<never, never>>

/** What a user is told of, and what has to be known to tell it. Times are epoch milliseconds. */
export interface NoticeDetails {
  'factor-added': FactorWords
  'factor-removed': FactorWords
  /** After too many wrong codes in a row. */
  'factor-disabled': FactorWords
  'primary-changed': FactorWords
  /** The new number, masked. */
  'number-changed': { readonly shown: string }
  'recovery-codes-replaced': Nothing
  /** The password was right, the second factor was wrong too often. */
  'secondfactor-failed': Nothing
  /** "Not me", said in a call or in the app. */
  'login-reported': Nothing
  /** The link cancels it. */
  'reset-requested': { readonly readyAt: number | null; readonly link?: string }
  'reset-approved': { readonly readyAt: number; readonly link?: string }
  'reset-cancelled': Nothing
  'reset-done': Nothing
  /** The one-time way back in after a reset. */
  entry: { readonly link: string; readonly expiresAt: number }
  'extension-granted': { readonly until: number }
  /** The one-time link to choose a new password. */
  'password-reset': { readonly link: string; readonly expiresAt: number }
  'password-changed': Nothing
}
export type NoticeKind = keyof NoticeDetails

/** Ids of what an event is about: all that leaves for a panel. */
export interface EventIds {
  readonly userId?: string
  readonly factorId?: string
  readonly challengeId?: string
  readonly callId?: string
  readonly resetId?: string
  readonly alarmId?: string
}

interface NoticeOf<Kind extends NoticeKind> {
  readonly tenantId: string
  readonly kind: Kind
  /** When it happened. */
  readonly at: number
  readonly user: Recipient
  /** From where, as far as it is known: an address or a place. */
  readonly from?: string
  readonly ids?: Omit<EventIds, 'userId'>
  readonly details: NoticeDetails[Kind]
}

interface Recipient {
  readonly id: string
  /** Each gets a mail of its own. */
  readonly emails: readonly string[]
  readonly locale: string | null
}

/** Something a user has to be told by mail, and the panel by webhook. */
export type Notice = { [Kind in NoticeKind]: NoticeOf<Kind> }[NoticeKind]

/** Something that only the panel is told. */
export interface PanelEvent {
  readonly tenantId: string
  readonly type: EventType
  readonly at: number
  readonly ids: EventIds
}
