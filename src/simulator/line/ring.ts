import type { Callee } from '../callee/callee.ts'
import type { Call } from './call.ts'
import { type CallEnding, ended, endedWith } from './endings.ts'

/** Twilio may let it ring this much longer than it was told to. */
const ringBufferMs = 5_000
const defaultAnswerSeconds = 2

/** Whether the call ends before the phone rings at all. */
export function refusalOf(callee: Callee | null): CallEnding | null {
  if (callee?.outcome === 'busy') return endedWith(callee.sipStatus ?? 486)
  if (callee?.outcome === 'unreachable') return endedWith(callee.sipStatus ?? 480)
  return null
}

/** Rings until somebody does something; null when the call was answered. */
export async function ring(call: Call): Promise<CallEnding | null> {
  const { line } = call
  if (call.callee) scheduleReaction(call, call.callee)
  const endMs = line.nowMs + call.request.ringSeconds * 1_000 + ringBufferMs
  const forPerson = call.callee === null
  for (;;) {
    const act = await line.pass(endMs - line.nowMs, { forPerson })
    if (!act) return ended.rangOut
    if (act.kind === 'answer') return null
    if (act.kind === 'decline') return endedWith(act.sipStatus)
    if (act.kind === 'hang-up') return act.by === 'callee' ? endedWith(486) : ended.canceled
  }
}

function scheduleReaction({ line }: Call, callee: Callee): void {
  const ms = (callee.answerAfterSeconds ?? defaultAnswerSeconds) * 1_000
  const outcome = callee.outcome ?? 'answers'
  if (outcome === 'answers') line.schedule({ kind: 'answer' }, ms)
  if (outcome === 'declines') {
    line.schedule({ kind: 'decline', sipStatus: callee.sipStatus ?? 486 }, ms)
  }
}
