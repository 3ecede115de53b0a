import type { JSX } from 'preact'
import { formatNumber } from './format-number.ts'
import type { PartProps } from './part-props.ts'
import type { PhoneState } from './phone.ts'
import type { Texts } from './texts.ts'
import type { CallView } from './view.ts'

export function Screen({ id, view, texts }: PartProps): JSX.Element {
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

function stateText(state: PhoneState, call: CallView | null, texts: Texts): string {
  if (state === 'ringing') return texts.incoming
  if (state === 'idle') return texts.ready
  return call?.listening ? texts.listening : texts.inCall
}
