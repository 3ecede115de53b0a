import type { Line } from '../line/line.ts'
import { toKeys } from './asked-keys.ts'
import type { Callee, Moment, Press } from './callee.ts'
import { spokenDigit } from './spoken-digit.ts'

const reactionSeconds = 0.6
const paceSeconds = 0.25

/** The ears and fingers of a scripted callee: what it hears puts what it does on the line's agenda. */
export interface Ear {
  answered(): void
  beeped(): void
  /** A document or a question begins. */
  begins(): void
  /** A sound was heard to its end. */
  heard(text: string): void
  /** A question was heard to its end, and so many keys are wanted. */
  asked(digits: number): void
}

interface State {
  readonly line: Line
  readonly callee: Callee
  readonly presses: Press[]
  hungUp: boolean
  digits: string[]
}

export function createEar(callee: Callee, line: Line): Ear {
  const presses = [...(callee.presses ?? [])]
  const state: State = { line, callee, presses, hungUp: false, digits: [] }
  return {
    answered: () => {
      const { beepAfterSeconds } = callee
      if (beepAfterSeconds !== undefined) line.schedule({ kind: 'beep' }, beepAfterSeconds * 1_000)
      react(state, (moment) => moment === 'answer')
    },
    beeped: () => react(state, (moment) => moment === 'beep'),
    begins: () => {
      state.digits = []
    },
    heard: (text) => hear(state, text),
    asked: (wanted) => react(state, (moment) => moment === 'question', wanted),
  }
}

/** The ear of a person at the phone: nothing happens by itself. */
export const personsEar: Ear = {
  answered: () => {},
  beeped: () => {},
  begins: () => {},
  heard: () => {},
  asked: () => {},
}

function hear(state: State, text: string): void {
  const digit = spokenDigit(text)
  if (digit !== null) state.digits.push(digit)
  react(state, (moment) => typeof moment === 'object' && 'heard' in moment && moment.heard === text)
  if (digit === null) return
  const count = state.digits.length
  react(
    state,
    (moment) => typeof moment === 'object' && 'digits' in moment && moment.digits === count,
  )
}

function react(state: State, isNow: (moment: Moment) => boolean, wanted = 1): void {
  const { line, presses } = state
  const { hangsUp } = state.callee
  if (hangsUp && !state.hungUp && isNow(hangsUp.after)) {
    state.hungUp = true
    line.schedule({ kind: 'hang-up', by: 'callee' }, (hangsUp.delaySeconds ?? 0.2) * 1_000)
  }
  const [press] = presses
  if (!press || !isNow(press.after)) return
  const keys = toKeys(press.keys, state.digits, wanted)
  if (keys === null) return
  presses.shift()
  pressKeys(line, keys, press)
}

function pressKeys(line: Line, keys: string, press: Press): void {
  const delay = press.delaySeconds ?? reactionSeconds
  const pace = press.paceSeconds ?? paceSeconds
  for (const [at, key] of [...keys].entries()) {
    line.schedule({ kind: 'key', key }, Math.round((delay + at * pace) * 1_000))
  }
}
