import type { ComponentChildren, JSX } from 'preact'
import type { Call } from '../line/call.ts'
import { CallHistory } from './call-history.tsx'
import { currentCall, type Phone } from './phone.ts'
import { Actions, Keypad } from './phone-controls.tsx'
import { Screen } from './phone-screen.tsx'
import type { Texts } from './texts.ts'
import { Transcript } from './transcript.tsx'
import { type PhoneView, toCallView, toPhoneView } from './view.ts'
import { WhoAnswers } from './who-answers.tsx'

interface CardProps {
  readonly phone: Phone
  readonly texts: Texts
  /** Where the simulator is mounted. */
  readonly prefix: string
}

/**
 * One phone. The page's script swaps only those parts that differ, so that the focus stays where it
 * is; each part stands in an element with `data-part`.
 */
export function PhoneCard({ phone, texts, prefix }: CardProps): JSX.Element {
  const view = toPhoneView(phone)
  const current = currentCall(phone)
  const id = `phone-${phone.number.slice(1)}`
  return (
    <article
      class={`phone ${view.state}`}
      id={id}
      data-number={phone.number}
      data-state={view.state}
      data-sound={soundOf(view, current, prefix)}
      aria-labelledby={`${id}-number`}
    >
      <Part name="screen">
        <Screen id={id} view={view} texts={texts} />
      </Part>
      <Part name="actions">
        <Actions state={view.state} texts={texts} />
      </Part>
      <Part name="keypad">{view.state === 'in-call' && <Keypad texts={texts} />}</Part>
      <Part name="heard">
        <Transcript id={id} view={view} texts={texts} />
      </Part>
      <Part name="callee">
        <WhoAnswers id={id} view={view} texts={texts} />
      </Part>
      <Part name="history">
        <CallHistory id={id} calls={phone.history.map(toCallView)} texts={texts} prefix={prefix} />
      </Part>
    </article>
  )
}

function Part({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class={`part ${name}`} data-part={name}>
      {children}
    </div>
  )
}

/** What the page has to let hear now; absent when it is silent. */
function soundOf(view: PhoneView, current: Call | null, prefix: string): string | undefined {
  const sounding = view.call?.sounding
  if (!current || !sounding) return undefined
  const { id, kind, text, language, offsetSeconds } = sounding
  const src = kind === 'play' ? `${prefix}/calls/${current.sid}/sounds/${id}` : null
  return JSON.stringify({ id: `${current.sid}/${id}`, src, text, language, offsetSeconds })
}
