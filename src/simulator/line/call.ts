import { Heard } from '../audio/heard.ts'
import type { Callee } from '../callee/callee.ts'
import type { CallRequest } from './call-request.ts'
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
