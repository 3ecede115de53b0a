import type { CallStatus } from './call.ts'

export interface CallEnding {
  readonly status: CallStatus
  readonly sipStatus: number
}

/** What a refusal on the telephone network becomes in Twilio's words; anything else is `failed`. */
const statusOfSip: Readonly<Record<number, CallStatus>> = {
  200: 'completed',
  486: 'busy',
  487: 'no-answer',
  600: 'busy',
}

export function endedWith(sipStatus: number): CallEnding {
  return { status: statusOfSip[sipStatus] ?? 'failed', sipStatus }
}

export const ended = {
  completed: endedWith(200),
  rangOut: endedWith(487),
  canceled: { status: 'canceled', sipStatus: 487 },
} as const satisfies Record<string, CallEnding>
