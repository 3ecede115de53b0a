import { Button, Form, Notice, texts } from '../../pages/index.ts'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'

const words = texts({
  nl: {
    title: 'Panel',
    heading: (name: string) => `Welkom, ${name}`,
    lead: 'Je bent ingelogd. Hier begint het panel van je aanbieder.',
    settings: '2FA instellingen',
    settingsNote: 'Je methodes, herstelcodes, recente activiteit en apparaten.',
    password: 'Wachtwoord wijzigen',
    helpdesk: 'Helpdesk',
    out: 'Uitloggen',
    left: (days: number) =>
      days === 1
        ? 'Je account is nog niet beveiligd met een tweede stap. Dat kan nog 1 dag later; daarna kun je niet meer inloggen zonder.'
        : `Je account is nog niet beveiligd met een tweede stap. Dat kan nog ${days} dagen later; daarna kun je niet meer inloggen zonder.`,
    setUp: 'Nu instellen',
  },
  en: {
    title: 'Panel',
    heading: (name: string) => `Welcome, ${name}`,
    lead: 'You are logged in. The panel of your provider begins here.',
    settings: '2FA settings',
    settingsNote: 'Your methods, recovery codes, recent activity and devices.',
    password: 'Change password',
    helpdesk: 'Helpdesk',
    out: 'Log out',
    left: (days: number) =>
      days === 1
        ? 'Your account is not yet secured by a second step. You can put it off for 1 day; after that there is no login without.'
        : `Your account is not yet secured by a second step. You can put it off for ${days} days; after that there is no login without.`,
    setUp: 'Set up now',
  },
})

interface HomeProps {
  readonly visit: Visit
  readonly name: string
  /** How long a second step can still be put off; null where that is no question. */
  readonly daysLeft: number | null
  /** Stands on the tenant's list of those who help others. */
  readonly isHelpdesk: boolean
}

export function HomePage({ visit, name, daysLeft, isHelpdesk }: HomeProps) {
  const said = words[visit.language]
  const { base } = visit
  return (
    <Page visit={visit} title={said.title}>
      <h1>{said.heading(name)}</h1>
      {daysLeft !== null && (
        <Notice>
          <p>{said.left(daysLeft)}</p>
          <p>
            <a href={`${base}/set-up`}>{said.setUp}</a>
          </p>
        </Notice>
      )}
      <p>{said.lead}</p>
      <ul>
        <li>
          <a href={`${base}/panel/2fa`}>{said.settings}</a>
          <br />
          <span class="soft">{said.settingsNote}</span>
        </li>
        <li>
          <a href={`${base}/login/change`}>{said.password}</a>
        </li>
        {isHelpdesk && (
          <li>
            <a href={`${base}/helpdesk`}>{said.helpdesk}</a>
          </li>
        )}
      </ul>
      <Form visit={visit} action="/logout">
        <Button quiet>{said.out}</Button>
      </Form>
    </Page>
  )
}
