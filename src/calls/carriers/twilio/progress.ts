import type { CallProgress } from '../../carrier.ts'

/** Call states of REST and of callbacks; `initiated` occurs in callbacks only. */
const byStatus = {
  queued: 'dialling',
  initiated: 'dialling',
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'cancelled',
} as const satisfies Record<string, CallProgress>

/** A failure that was a person or a phone after all. */
const failedBecause: Readonly<Record<number, CallProgress>> = {
  480: 'no-answer', // Temporarily Unavailable: switched off, out of reach
  486: 'busy', // Busy Here
  600: 'busy', // Busy Everywhere
}

export type TwilioStatus = keyof typeof byStatus

export function isTwilioStatus(status: string): status is TwilioStatus {
  return Object.hasOwn(byStatus, status)
}

export function toProgress(status: TwilioStatus, sipStatus?: number): CallProgress {
  const because = status === 'failed' && sipStatus ? failedBecause[sipStatus] : undefined
  return because ?? byStatus[status]
}

const last = new Set<CallProgress>(['completed', 'busy', 'no-answer', 'failed', 'cancelled'])

export function isOver(progress: CallProgress): boolean {
  return last.has(progress)
}
