import type { JSX } from 'preact'
import type { TranscriptLine } from '../audio/transcript-line.ts'
import type { PartProps } from './part-props.ts'
import type { Texts } from './texts.ts'

const mostLines = 60

/** What was heard, as it goes; the last lines of a long call. */
export function Transcript({ id, view, texts }: PartProps): JSX.Element | null {
  const lines = view.call?.transcript ?? []
  if (lines.length === 0 || view.state === 'ringing') return null
  return (
    <>
      <h4 id={`${id}-heard`}>{view.state === 'idle' ? texts.heardLast : texts.heard}</h4>
      <section class="lines" aria-labelledby={`${id}-heard`} tabindex={0}>
        <ol>
          {lines.slice(-mostLines).map((line, at) => (
            <Line key={at} line={line} texts={texts} />
          ))}
        </ol>
      </section>
    </>
  )
}

function Line({ line, texts }: { line: TranscriptLine; texts: Texts }): JSX.Element {
  const { kind, atSeconds, text, by, lost, interrupted } = line
  const detail = by ? texts.by[by] : text
  return (
    <li class={`line ${kind}${interrupted ? ' interrupted' : ''}`}>
      <span class="at">{toClock(atSeconds)}</span>
      <span class="kind">{texts.kinds[kind]}</span>
      {detail !== undefined && <span class="what">{detail}</span>}
      {lost && <span class="lost">({texts.lost})</span>}
    </li>
  )
}

function toClock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
