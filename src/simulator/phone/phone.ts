import type { Callee } from '../callee/callee.ts'
import type { Call } from '../line/call.ts'

export interface Phone {
  readonly number: string
  /** Who answers instead of a person, and by what name. */
  script: { readonly name: string; readonly callee: Callee } | null
  /** Calls that ring or are in progress, oldest first. */
  readonly calls: Call[]
  /** The last ones that are over, newest first. */
  readonly history: Call[]
  /** How many calls to it are over, callbacks and all. */
  callsOver: number
}

export type PhoneState = 'idle' | 'ringing' | 'in-call'

/** The call that a person at this phone has on the screen: the one in progress, or the one that rings. */
export function currentCall(phone: Phone): Call | null {
  return phone.calls.find(({ answeredMs }) => answeredMs !== null) ?? phone.calls.at(-1) ?? null
}

export function stateOf(phone: Phone): PhoneState {
  const call = currentCall(phone)
  if (!call) return 'idle'
  return call.answeredMs === null ? 'ringing' : 'in-call'
}
