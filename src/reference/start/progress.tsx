import type { JSX } from 'preact'
import { type ChallengeView, callEndings, callSteps, isOneOf } from './demo.ts'
import type { Texts } from './texts.ts'

interface ProgressProps {
  readonly call: NonNullable<ChallengeView['call']>
  readonly texts: Texts
  /** Where another call is asked for. */
  readonly again: string
}

/**
 * How far the call is. `follow.js` replaces what is inside the elements with `data-live`, so that a
 * screen reader hears the sentence when it changes and nobody loses what they are typing.
 */
export function Progress({ call, texts, again }: ProgressProps): JSX.Element {
  const { status, gateDigits } = call
  const reached = isOneOf(callSteps, status) ? callSteps.indexOf(status) : -1
  return (
    <>
      <p class="now" role="status" data-live="now">
        {sentence(status, texts.call)}{' '}
        {isOneOf(callEndings, status) && <a href={again}>{texts.next.again}</a>}
        {gateDigits && <strong class="gate-digits">{texts.call.gateDigits(gateDigits)}</strong>}
      </p>
      <ol class="progress" aria-label={texts.call.progress} data-live="steps">
        {callSteps.map((step, index) => (
          <li
            key={step}
            class={index <= reached ? 'reached' : ''}
            {...(index === reached && { 'aria-current': 'step' })}
          >
            {texts.call.steps[step]}
          </li>
        ))}
      </ol>
    </>
  )
}

function sentence(status: string, { steps, endings }: Texts['call']) {
  if (isOneOf(callSteps, status)) return `${steps[status]}.`
  return isOneOf(callEndings, status) ? endings[status] : ''
}
