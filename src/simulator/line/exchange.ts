import type { FetchSound } from '../audio/sounds.ts'
import type { Callee } from '../callee/callee.ts'
import { createEar, personsEar } from '../callee/ear.ts'
import { converse } from '../twiml/converse.ts'
import type { Talk } from '../twiml/talk.ts'
import type { SendWebhook } from '../webhooks/webhooks.ts'
import type { Call } from './call.ts'
import { type CallEnding, ended, endedWith } from './endings.ts'
import { refusalOf, ring } from './ring.ts'
import { StatusCallbacks } from './status-callbacks.ts'

export interface Exchange {
  readonly send: SendWebhook
  readonly fetchSound: FetchSound
  /** Ends every fetch when the simulator closes. */
  readonly signal: AbortSignal
  /** Milliseconds until the account may start its next call. */
  readonly queueMs: () => number
  readonly calleeOf: (number: string) => Callee | null
  readonly changed: (call: Call) => void
}

/** From dialling to the first ring. */
const setUpMs = 1_000

/** Carries one call from the queue to its end. */
export async function carry(exchange: Exchange, call: Call): Promise<void> {
  const callbacks = new StatusCallbacks(call, exchange.send, exchange.signal)
  const ending = await run(exchange, call, callbacks).catch((fault: unknown) =>
    noteBug(call, fault),
  )
  const { line } = call
  call.status = ending.status
  call.sipStatus = ending.sipStatus
  call.endedMs = line.nowMs
  if (call.dialledMs !== null) callbacks.notify('completed')
  exchange.changed(call)
  await callbacks.settle()
  call.settled = true
  exchange.changed(call)
}

async function run(
  exchange: Exchange,
  call: Call,
  callbacks: StatusCallbacks,
): Promise<CallEnding> {
  if (await isEnded(call, exchange.queueMs())) return ended.canceled
  call.callee = exchange.calleeOf(call.request.to)
  call.dialledMs = call.line.nowMs
  callbacks.notify('initiated')
  if (await isEnded(call, setUpMs)) return ended.canceled
  const refusal = refusalOf(call.callee)
  if (refusal) return refusal
  call.status = 'ringing'
  callbacks.notify('ringing')
  exchange.changed(call)
  const unanswered = await ring(call)
  if (unanswered) return unanswered
  call.status = 'in-progress'
  call.answeredMs = call.line.nowMs
  callbacks.notify('answered')
  exchange.changed(call)
  await talk(exchange, call)
  return ended.completed
}

/** A bug of the simulator ends one call and stands in its transcript, it does not end the process. */
function noteBug({ heard, line }: Call, fault: unknown): CallEnding {
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  heard.note(line.nowMs, { kind: 'error', text })
  return endedWith(500)
}

/** Whether the call was ended from outside before it rang. */
async function isEnded({ line }: Call, ms: number): Promise<boolean> {
  const endMs = line.nowMs + ms
  for (;;) {
    const act = await line.pass(endMs - line.nowMs)
    if (!act || act.kind === 'hang-up') return act !== null
  }
}

async function talk(exchange: Exchange, call: Call): Promise<void> {
  const { line, callee, heard } = call
  heard.answered(line.nowMs)
  line.schedule({ kind: 'hang-up', by: 'time-limit' }, call.request.limitSeconds * 1_000)
  const ear = callee ? createEar(callee, line) : personsEar
  ear.answered()
  const { send, fetchSound, signal } = exchange
  const talking: Talk = {
    call,
    ear,
    send,
    fetchSound,
    signal,
    source: call.request.document,
    changed: () => exchange.changed(call),
  }
  const by = await converse(talking)
  call.listening = false
  heard.note(line.nowMs, { kind: 'hang-up', by })
}
