import { Button, Form } from '../../pages/index.ts'
import type { Visit } from '../visit.ts'
import { toMoment } from './moment.ts'
import type { Activity, ShownSession } from './settings-page.tsx'
import { activityTexts, settingsTexts } from './settings-texts.ts'

interface SessionsProps {
  readonly visit: Visit
  readonly sessions: readonly ShownSession[]
}

export function Sessions({ visit, sessions }: SessionsProps) {
  const words = settingsTexts[visit.language]
  return (
    <>
      <h2>{words.sessions}</h2>
      <ul class="rows">
        {sessions.map(({ id, place, agent, createdAt, isHere }) => (
          <li key={id}>
            <span>
              {[words.place[place], agent].filter(Boolean).join(' · ')}
              <br />
              <span class="soft">
                {isHere ? words.here : words.since(toMoment(visit, createdAt))}
              </span>
            </span>
            {!isHere && (
              <Form visit={visit} action={`/panel/sessions/${id}/end`}>
                <Button quiet>{words.end}</Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form visit={visit} action="/panel/sessions/end-others">
          <Button second>{words.endOthers}</Button>
        </Form>
      )}
    </>
  )
}

export function History({
  visit,
  activity,
}: {
  readonly visit: Visit
  readonly activity: readonly Activity[]
}) {
  const words = settingsTexts[visit.language]
  return (
    <>
      <h2>{words.activity}</h2>
      {activity.length === 0 && <p class="soft">{words.noActivity}</p>}
      <ul class="rows">
        {activity.map(({ kind, at }) => (
          <li key={`${kind}-${at}`}>
            <span>{activityTexts[visit.language][kind]}</span>
            <time class="soft" dateTime={new Date(at).toISOString()}>
              {toMoment(visit, at)}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}
