import type { Call } from './call.ts'

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
