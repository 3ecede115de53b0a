import type { JSX } from 'preact'
import type { PhoneState } from './phone.ts'
import type { Texts } from './texts.ts'

const keypad = [...'123456789*0#']

export function Actions({ state, texts }: { state: PhoneState; texts: Texts }): JSX.Element | null {
  if (state === 'ringing') {
    return (
      <>
        <button type="button" class="answer" data-act="answer">
          {texts.answer}
        </button>
        <button type="button" class="decline" data-act="decline">
          {texts.decline}
        </button>
      </>
    )
  }
  if (state === 'idle') return null
  return (
    <button type="button" class="decline" data-act="hang-up">
      {texts.hangUp}
    </button>
  )
}

export function Keypad({ texts }: { texts: Texts }): JSX.Element {
  return (
    <fieldset class="keys">
      <legend class="unseen">{texts.keypad}</legend>
      {keypad.map((key) => (
        <button type="button" key={key} data-key={key} aria-label={`${texts.key} ${key}`}>
          {key}
        </button>
      ))}
    </fieldset>
  )
}
