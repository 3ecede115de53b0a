import { digitPrompt, type PromptId } from './prompts/catalogue.ts'
import { readTwice } from './prompts/spoken-code.ts'

/** What a carrier has to do next, in its own language. */
export type Step =
  | { readonly do: 'say'; readonly prompts: readonly PromptId[] }
  | { readonly do: 'pause'; readonly seconds: number }
  /**
   * Waits for keys, then asks for the turn at `then`. What is said directly before it can be
   * interrupted by a key.
   */
  | {
      readonly do: 'listen'
      readonly digits: number
      readonly timeoutSeconds: number
      readonly then: Position
    }
  | { readonly do: 'hangUp' }

/** Where in the dialogue we are. It travels in a webhook's path: `answer`, `gate-1`, `code-2`. */
export type Position = 'answer' | `gate-${number}` | `code-${number}`

/** What the callee did since the last turn: keys pressed, or nothing. */
export type Listened = { readonly keys: string } | null

/** What the callee must do before the code is spoken. */
export type Gate =
  | { readonly kind: 'none' }
  /** One digit of 2 to 8, which the call names. */
  | { readonly kind: 'key'; readonly digit: string }
  /** Two digits, which the panel shows and the call never names. */
  | { readonly kind: 'match'; readonly digits: string }

/** What there is to say. Without a code the call ends politely, for the reason in `why`. */
export type Script = { readonly gate: Gate } & (
  | { readonly code: string }
  | { readonly code: null; readonly why: 'expired' | 'closed' }
)

export interface DialogueTurn {
  readonly steps: readonly Step[]
  /** What the callee's answer means for the call. */
  readonly event: DialogueEvent | null
}

export type DialogueEvent = 'gate-passed' | 'gate-failed' | 'reported' | 'spoken'

const mostAskings = 3
const mostReadings = 5
const notMe = '9'

/** The callee has just picked up or pressed a key: the phone is on its way to the ear. */
const toTheEar: PromptId = 'silence-1000ms'

/** Before the reading: what follows a list of digits is what makes people forget it. */
const instructions: readonly PromptId[] = ['code-warning', 'code-keys']

/**
 * The next turn of a call. Pure: a carrier that asks twice is answered the same twice.
 *
 * It remembers nothing, so the caller owes it a script without a code as soon as the code has
 * expired, the challenge is closed, or this call was reported or has failed its gate; and at `code-N`
 * for as long as the gate is not passed. A request may be repeated, so an event counts once a call.
 */
export function nextTurn(script: Script, at: Position, listened: Listened): DialogueTurn {
  if (at === 'answer') return pickUp(script)

  const keys = listened?.keys ?? ''
  // Also when the challenge is closed: it may have been someone else who used the code.
  if (keys === notMe) return sayGoodbye('reported', 'reported')

  const [place, count] = at.split('-')
  return place === 'gate'
    ? afterGate(script, Number(count), keys)
    : afterReading(script, Number(count), keys)
}

/** Reads a position from a path; `null` for one that no turn leads to. */
export function toPosition(text: string): Position | null {
  if (text === 'answer') return text
  const [, place, digit] = /^(gate|code)-([1-9])$/.exec(text) ?? []
  const count = Number(digit)
  if (place === 'gate' && count <= mostAskings) return `gate-${count}`
  if (place === 'code' && count <= mostReadings) return `code-${count}`
  return null
}

function pickUp(script: Script): DialogueTurn {
  if (script.code === null) return sayGoodbye(`code-${script.why}`)

  const greeting: PromptId[] = [toTheEar, 'greeting', 'reason']
  return script.gate.kind === 'none'
    ? readCode(script.code, 1, [...greeting, ...instructions])
    : askGate(script.gate, 1, greeting)
}

function afterGate(script: Script, asked: number, keys: string): DialogueTurn {
  const { gate, code } = script
  if (gate.kind === 'none') return pickUp(script)

  const silent = keys === ''
  if (!silent && keys !== rightKeys(gate)) return sayGoodbye('gate-failed', 'gate-failed')
  if (code === null) return sayGoodbye(`code-${script.why}`)
  if (!silent) {
    return { ...readCode(code, 1, [toTheEar, ...instructions]), event: 'gate-passed' }
  }
  return asked < mostAskings ? askGate(gate, asked + 1, []) : sayGoodbye('gate-silent')
}

/** Any key but 9 asks for the code again: with the phone at the ear, keys are easily missed. */
function afterReading(script: Script, read: number, keys: string): DialogueTurn {
  if (keys === '' || read >= mostReadings) return sayGoodbye('code-goodbye', 'spoken')
  if (script.code === null) return sayGoodbye(`code-${script.why}`)
  return readCode(script.code, read + 1, [toTheEar])
}

type RealGate = Exclude<Gate, { kind: 'none' }>

function rightKeys(gate: RealGate): string {
  return gate.kind === 'key' ? gate.digit : gate.digits
}

function askGate(gate: RealGate, nth: number, lead: readonly PromptId[]): DialogueTurn {
  const question: PromptId[] =
    gate.kind === 'key'
      ? ['gate-key-before', digitPrompt(gate.digit), 'gate-key-after']
      : ['gate-match']
  return {
    steps: [
      { do: 'say', prompts: [...lead, ...question, 'gate-not-you'] },
      listen(rightKeys(gate).length, `gate-${nth}`),
    ],
    event: null,
  }
}

function readCode(code: string, nth: number, lead: readonly PromptId[]): DialogueTurn {
  return {
    steps: [
      { do: 'say', prompts: [...lead, 'code-intro', 'silence-600ms', ...readTwice(code)] },
      listen(1, `code-${nth}`),
    ],
    event: null,
  }
}

function listen(digits: number, next: Position): Step {
  return { do: 'listen', digits, timeoutSeconds: 6, then: next }
}

function sayGoodbye(prompt: PromptId, event: DialogueEvent | null = null): DialogueTurn {
  return {
    steps: [{ do: 'pause', seconds: 1 }, { do: 'say', prompts: [prompt] }, { do: 'hangUp' }],
    event,
  }
}
