import { Heard } from '../audio/heard.ts'
import type { Callee } from '../callee/callee.ts'
import { Line } from './line.ts'

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled'

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed'
export const callEvents: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed']

export type HttpMethod = 'GET' | 'POST'

/** Where TwiML comes from: fetched, or given in the request. */
export type DocumentSource =
  | {
      readonly url: string
      readonly method: HttpMethod
      readonly params?: Readonly<Record<string, string>>
    }
  | { readonly twiml: string }

/** What a create request asked for, checked. */
export interface CallRequest {
  readonly to: string
  readonly from: string
  readonly document: DocumentSource
  readonly fallback: DocumentSource | null
  readonly statusCallback: { readonly url: string; readonly method: HttpMethod } | null
  readonly statusCallbackEvents: readonly CallEvent[]
  readonly ringSeconds: number
  readonly limitSeconds: number
}

/** What is to be heard right now, for a page that plays along. */
export interface Sounding {
  readonly id: number
  readonly kind: 'say' | 'play'
  readonly text: string
  readonly language: string | null
  readonly sinceMs: number
}

export interface Call {
  readonly sid: string
  readonly accountSid: string
  readonly createdAt: number
  readonly line: Line
  readonly heard: Heard
  /** What may change while the call is under way. */
  request: CallRequest
  status: CallStatus
  /** Null while a person holds the phone. */
  callee: Callee | null
  dialledMs: number | null
  answeredMs: number | null
  endedMs: number | null
  sipStatus: number | null
  /** A `<Gather>` takes keys. */
  listening: boolean
  sounding: Sounding | null
  /** Over, and every callback of it was delivered or given up. */
  settled: boolean
}

export interface NewCall {
  readonly sid: string
  readonly accountSid: string
  readonly createdAt: number
  readonly speed: number
  readonly request: CallRequest
}

export function createCall({ sid, accountSid, createdAt, speed, request }: NewCall): Call {
  return {
    sid,
    accountSid,
    createdAt,
    line: new Line(speed),
    heard: new Heard(),
    request,
    status: 'queued',
    callee: null,
    dialledMs: null,
    answeredMs: null,
    endedMs: null,
    sipStatus: null,
    listening: false,
    sounding: null,
    settled: false,
  }
}

export function isOver(call: Call): boolean {
  return call.endedMs !== null
}

/** Length of the conversation, in whole seconds. */
export function talkedSeconds(call: Call): number {
  if (call.answeredMs === null) return 0
  return Math.round(((call.endedMs ?? call.line.nowMs) - call.answeredMs) / 1_000)
}

/** A moment of the call on the calendar. */
export function timeOf(call: Call, ms: number): number {
  return call.createdAt + Math.round(ms)
}

export function toRfc2822(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace('GMT', '+0000')
}
