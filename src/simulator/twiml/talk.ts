import type { FetchSound } from '../audio/sounds.ts'
import type { Ear } from '../callee/ear.ts'
import type { Call } from '../line/call.ts'
import type { DocumentSource } from '../line/call-request.ts'
import type { HangUpBy } from '../line/line.ts'
import type { SendWebhook } from '../webhooks/webhooks.ts'
import { isProblemCode, problems } from './problems.ts'

/** A call that was answered, while TwiML says what happens in it. */
export interface Talk {
  readonly call: Call
  readonly ear: Ear
  readonly send: SendWebhook
  readonly fetchSound: FetchSound
  readonly signal: AbortSignal
  /** Somebody may be watching the phone. */
  readonly changed: () => void
  /** The document that is being executed. */
  source: DocumentSource
}

export type Interruption =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'over'; readonly by: HangUpBy }
  | { readonly kind: 'transfer' }

export interface Fault {
  readonly kind: 'fault'
  readonly code: number
  readonly url: string
  readonly detail: string
}

/** How a prompt ended; null when it was heard to its end. */
export type Ending = Interruption | Fault | null

export function warn(talk: Talk, code: number, detail: string): void {
  const { line, heard } = talk.call
  heard.note(line.nowMs, { kind: 'warning', code, text: describe(code, detail) })
}

export function describe(code: number, detail: string): string {
  const known = isProblemCode(code) ? problems[code] : 'Error'
  return detail === '' ? known : `${known}: ${detail}`
}
