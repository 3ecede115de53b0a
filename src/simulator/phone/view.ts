import type { TranscriptLine } from '../audio/transcript-line.ts'
import type { Call, CallStatus } from '../line/call.ts'
import { isOver, talkedSeconds, timeOf } from '../line/call-time.ts'
import { currentCall, type Phone, type PhoneState, stateOf } from './phone.ts'

/** A phone, as the control routes and the page show it. */
export interface PhoneView {
  readonly number: string
  readonly state: PhoneState
  /** The name of its script, `custom`, or null while a person holds it. */
  readonly callee: string | null
  /** How many calls to it are over, callbacks and all. */
  readonly callsOver: number
  /** The call on the screen, or else the last one. */
  readonly call: CallView | null
}

export interface CallView {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly status: CallStatus
  readonly sipStatus: number | null
  readonly startedAt: string
  readonly talkedSeconds: number
  /** A question waits for keys. */
  readonly listening: boolean
  /** Over, and every callback of it was delivered or given up. */
  readonly over: boolean
  readonly sounding: SoundView | null
  readonly transcript: readonly TranscriptLine[]
}

/** What is to be heard at this moment. */
export interface SoundView {
  readonly id: number
  readonly kind: 'say' | 'play'
  readonly text: string
  readonly language: string | null
  /** How much of it went by already. */
  readonly offsetSeconds: number
}

export function toPhoneView(phone: Phone): PhoneView {
  const call = currentCall(phone) ?? phone.history[0] ?? null
  return {
    number: phone.number,
    state: stateOf(phone),
    callee: phone.script?.name ?? null,
    callsOver: phone.callsOver,
    call: call && toCallView(call),
  }
}

export function toCallView(call: Call): CallView {
  const { sid, request, status, sipStatus, listening, settled, heard } = call
  return {
    sid,
    from: request.from,
    to: request.to,
    status,
    sipStatus,
    startedAt: new Date(timeOf(call, call.dialledMs ?? 0)).toISOString(),
    talkedSeconds: talkedSeconds(call),
    listening,
    over: isOver(call) && settled,
    sounding: toSoundView(call),
    transcript: heard.lines,
  }
}

function toSoundView({ sounding, line }: Call): SoundView | null {
  if (!sounding) return null
  const { sinceMs, ...sound } = sounding
  return { ...sound, offsetSeconds: Math.max(0, line.presentMs - sinceMs) / 1_000 }
}
