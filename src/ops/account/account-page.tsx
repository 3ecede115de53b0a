import type { OperatorSession } from '../../operators/index.ts'
import { Button, Form, texts } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { When } from '../frame/when.tsx'
import { PasswordForm } from '../login/login-pages.tsx'
import type { InsideVisit } from '../visit.ts'

const accountTexts = texts({
  nl: {
    title: 'Account',
    who: (name: string, role: string) => `Je bent ingelogd als ${name}, met de rol ${role}.`,
    sessions: 'Waar je bent ingelogd',
    here: 'deze browser',
    seen: 'Laatst gezien:',
    end: 'Uitloggen',
    others: 'Overal elders uitloggen',
    password: 'Wachtwoord wijzigen',
    unknown: 'Onbekende browser',
  },
  en: {
    title: 'Account',
    who: (name: string, role: string) => `You are logged in as ${name}, with the role ${role}.`,
    sessions: 'Where you are logged in',
    here: 'this browser',
    seen: 'Last seen:',
    end: 'Log out',
    others: 'Log out everywhere else',
    password: 'Change password',
    unknown: 'Unknown browser',
  },
})

interface AccountProps {
  readonly visit: InsideVisit
  readonly sessions: readonly OperatorSession[]
}

export function AccountPage({ visit, sessions }: AccountProps) {
  const words = accountTexts[visit.language]
  return (
    <InsidePage visit={visit} here="account" title={words.title}>
      <h1>{words.title}</h1>
      <p>{words.who(visit.operator.name, visit.operator.role)}</p>
      <h2>{words.sessions}</h2>
      <ul class="rows">
        {sessions.map((session) => (
          <SessionItem key={session.id} visit={visit} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form visit={visit} action="/ops/account/sessions/others/end">
          <Button second>{words.others}</Button>
        </Form>
      )}
      <h2>{words.password}</h2>
      <div class="narrow">
        <PasswordForm visit={visit} />
      </div>
    </InsidePage>
  )
}

interface ItemProps {
  readonly visit: InsideVisit
  readonly session: OperatorSession
}

function SessionItem({ visit, session }: ItemProps) {
  const words = accountTexts[visit.language]
  const isHere = session.id === visit.session.id
  return (
    <li>
      <span>
        {session.agent || words.unknown}
        {isHere && ` (${words.here})`}
        <br />
        <span class="soft">
          {words.seen} <When visit={visit} at={session.seenAt} />
        </span>
      </span>
      {!isHere && (
        <Form visit={visit} action={`/ops/account/sessions/${session.id}/end`}>
          <Button quiet>{words.end}</Button>
        </Form>
      )}
    </li>
  )
}
