import type { ComponentChildren, JSX } from 'preact'
import type { Call } from '../line/call.ts'
import { CallHistory } from './call-history.tsx'
import { currentCall, type Phone, type PhoneState } from './phones.ts'
import type { Texts } from './texts.ts'
import { Transcript } from './transcript.tsx'
import { type CallView, type PhoneView, toCallView, toPhoneView } from './view.ts'

interface CardProps {
  readonly phone: Phone
  readonly texts: Texts
  /** Where the simulator is mounted. */
  readonly prefix: string
}

const keypad = [...'123456789*0#']

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

/** Grouped for the eye, as Dutch numbers are; other countries' as they come. */
export function formatNumber(number: string): string {
  return number
    .replace(/^(\+31)(6)(\d{4})(\d{4})$/, '$1 $2 $3 $4')
    .replace(/^(\+31)(\d{2})(\d{3})(\d{4})$/, '$1 $2 $3 $4')
}

function Part({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class={`part ${name}`} data-part={name}>
      {children}
    </div>
  )
}

interface PartProps {
  readonly id: string
  readonly view: PhoneView
  readonly texts: Texts
}

function Screen({ id, view, texts }: PartProps): JSX.Element {
  const { state, call, number } = view
  return (
    <>
      <h3 id={`${id}-number`}>{formatNumber(number)}</h3>
      <p class="state">{stateText(state, call, texts)}</p>
      {call && state !== 'idle' && (
        <p class="caller">
          {texts.from} <strong>{formatNumber(call.from)}</strong>
        </p>
      )}
    </>
  )
}

function Actions({ state, texts }: { state: PhoneState; texts: Texts }): JSX.Element | null {
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

function Keypad({ texts }: { texts: Texts }): JSX.Element {
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

function WhoAnswers({ id, view, texts }: PartProps): JSX.Element {
  const { callee } = view
  const scripts: Record<string, string> = texts.scripts
  const isNamed = callee === null || Object.hasOwn(scripts, callee)
  return (
    <>
      <label for={`${id}-callee`}>{texts.whoAnswers}</label>
      <select id={`${id}-callee`} data-callee>
        <option value="" selected={callee === null}>
          {texts.person}
        </option>
        {Object.entries(scripts).map(([name, label]) => (
          <option key={name} value={name} selected={callee === name}>
            {label}
          </option>
        ))}
        {!isNamed && (
          <option value={callee} selected disabled>
            {callee === 'custom' ? texts.custom : callee}
          </option>
        )}
      </select>
    </>
  )
}

function stateText(state: PhoneState, call: CallView | null, texts: Texts): string {
  if (state === 'ringing') return texts.incoming
  if (state === 'idle') return texts.ready
  return call?.listening ? texts.listening : texts.inCall
}

/** What the page has to let hear now; absent when it is silent. */
function soundOf(view: PhoneView, current: Call | null, prefix: string): string | undefined {
  const sounding = view.call?.sounding
  if (!current || !sounding) return undefined
  const { id, kind, text, language, offsetSeconds } = sounding
  const src = kind === 'play' ? `${prefix}/calls/${current.sid}/sounds/${id}` : null
  return JSON.stringify({ id: `${current.sid}/${id}`, src, text, language, offsetSeconds })
}
