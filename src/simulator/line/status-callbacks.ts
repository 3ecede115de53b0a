import { randomUUID } from 'node:crypto'
import type { CallbackFault } from '../callee/callee.ts'
import type { Webhook } from '../webhooks/signed-request.ts'
import type { SendWebhook } from '../webhooks/webhooks.ts'
import type { Call } from './call.ts'
import { callParams } from './call-params.ts'
import type { CallEvent } from './call-request.ts'
import { talkedSeconds, timeOf, toRfc2822 } from './call-time.ts'

/** How each fault treats the callbacks of a call. */
const faults: Readonly<Record<CallbackFault, Treatment>> = {
  'in-order': { copies: 1 },
  duplicated: { copies: 2 },
  lost: { copies: 0 },
  late: { copies: 1, heldUntilTheEnd: true },
  reordered: { copies: 1, heldUntilTheEnd: true, backwards: true },
  'badly-signed': { copies: 1, badlySigned: true },
}

interface Treatment {
  readonly copies: number
  readonly heldUntilTheEnd?: boolean
  readonly backwards?: boolean
  readonly badlySigned?: boolean
}

const statusOf: Readonly<Partial<Record<CallEvent, string>>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  answered: 'in-progress',
}

/** The status callbacks of one call: numbered as they happen, one after the other on their way. */
export class StatusCallbacks {
  readonly #call: Call
  readonly #send: SendWebhook
  readonly #signal: AbortSignal
  #sequence = 0
  #held: Webhook[] = []
  #underWay: Promise<void> = Promise.resolve()

  constructor(call: Call, send: SendWebhook, signal: AbortSignal) {
    this.#call = call
    this.#send = send
    this.#signal = signal
  }

  notify(event: CallEvent): void {
    const { statusCallback, statusCallbackEvents } = this.#call.request
    if (!statusCallback || !statusCallbackEvents.includes(event)) return
    const treatment = this.#treatment()
    const webhook: Webhook = {
      ...statusCallback,
      params: eventParams(this.#call, event, this.#sequence),
      badlySigned: treatment.badlySigned === true,
      idempotencyToken: randomUUID(),
    }
    this.#sequence += 1
    if (treatment.heldUntilTheEnd) this.#held.push(webhook)
    else this.#dispatch(webhook, treatment.copies)
  }

  /** After the last event: sends what was held back, and waits until everything was delivered. */
  async settle(): Promise<void> {
    const { backwards, copies } = this.#treatment()
    for (const webhook of backwards ? this.#held.reverse() : this.#held) {
      this.#dispatch(webhook, copies)
    }
    await this.#underWay
  }

  #treatment(): Treatment {
    return faults[this.#call.callee?.callbacks ?? 'in-order']
  }

  #dispatch(webhook: Webhook, copies: number): void {
    for (let copy = 0; copy < copies; copy += 1) {
      this.#underWay = this.#underWay.then(() => this.#deliver(webhook))
    }
  }

  async #deliver(webhook: Webhook): Promise<void> {
    const outcome = await this.#send(webhook, this.#signal)
    if (outcome.outcome === 'answered' || this.#signal.aborted) return
    const text = `status callback ${webhook.params.CallStatus}: ${outcome.status ?? 'no answer'}`
    this.#call.heard.note(this.#call.line.nowMs, { kind: 'warning', code: outcome.code, text })
  }
}

function eventParams(call: Call, event: CallEvent, sequence: number): Record<string, string> {
  return {
    ...callParams(call, statusOf[event] ?? call.status),
    Timestamp: toRfc2822(timeOf(call, call.line.nowMs)),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequence),
    ...(event === 'completed' && {
      CallDuration: String(talkedSeconds(call)),
      Duration: String(Math.ceil(talkedSeconds(call) / 60)),
      SipResponseCode: String(call.sipStatus),
    }),
  }
}
