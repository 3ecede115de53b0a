import type { JSX } from 'preact'
import type { Texts } from './texts.ts'
import type { CallView } from './view.ts'

interface HistoryProps {
  readonly id: string
  readonly calls: readonly CallView[]
  readonly texts: Texts
  readonly prefix: string
}

export function CallHistory({ id, calls, texts, prefix }: HistoryProps): JSX.Element | null {
  if (calls.length === 0) return null
  return (
    <>
      <h4 id={`${id}-history`}>{texts.history}</h4>
      <ul aria-labelledby={`${id}-history`}>
        {calls.map((call) => (
          <Ended key={call.sid} call={call} texts={texts} prefix={prefix} />
        ))}
      </ul>
    </>
  )
}

function Ended({
  call,
  texts,
  prefix,
}: {
  call: CallView
  texts: Texts
  prefix: string
}): JSX.Element {
  const { sid, startedAt, status, talkedSeconds, transcript } = call
  const clock = startedAt.slice(11, 19)
  const heard = transcript.length > 0
  return (
    <li>
      <span class="ended">
        <time dateTime={startedAt} data-clock>
          {clock}
        </time>{' '}
        {texts.statuses[status]}
        {status === 'completed' && `, ${talkedSeconds} s`}
      </span>
      {heard && (
        <span class="links">
          <a href={`${prefix}/calls/${sid}/heard.wav`} aria-label={`${texts.recording} ${clock}`}>
            {texts.recording}
          </a>
          <a href={`${prefix}/calls/${sid}/transcript`} aria-label={`${texts.transcript} ${clock}`}>
            {texts.transcript}
          </a>
        </span>
      )}
    </li>
  )
}
