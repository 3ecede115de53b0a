import { Button, Field, Form, Notice } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { loginTexts, type PasswordFault, passwordTexts } from './login-texts.ts'

interface LoginPageProps {
  readonly visit: Visit
  readonly place: 'panel' | 'webcalls'
  /** What was typed as a name; a password never comes back. */
  readonly name?: string
  readonly fault?: string
  readonly said?: string
}

export function LoginPage({ visit, place, name = '', fault, said }: LoginPageProps) {
  const words = loginTexts[visit.language]
  return (
    <Page visit={visit} title={words.title}>
      <h1>{words.heading(visit.policy.siteName)}</h1>
      {place === 'webcalls' && <p class="soft">{words.webcalls}</p>}
      {said && <Notice>{said}</Notice>}
      {fault && <Notice kind="bad">{fault}</Notice>}
      <Form visit={visit} action={place === 'webcalls' ? '/login/webcalls' : '/login'}>
        <Field name="name" label={words.name} value={name} autocomplete="username" />
        <Field
          name="password"
          label={words.password}
          type="password"
          autocomplete="current-password"
        />
        <Button>{words.goOn}</Button>
      </Form>
      <p class="links">
        <a href={`${visit.base}/login/forgotten`}>{words.forgotten}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}

export function ForgottenPage({ visit, sent }: { readonly visit: Visit; readonly sent: boolean }) {
  const words = passwordTexts[visit.language].forgotten
  return (
    <Page visit={visit} title={words.title}>
      <h1>{words.title}</h1>
      {sent ? (
        <Notice kind="good">
          <p>{words.sent}</p>
        </Notice>
      ) : (
        <>
          <p>{words.lead}</p>
          <Form visit={visit} action="/login/forgotten">
            <Field name="name" label={loginTexts[visit.language].name} autocomplete="username" />
            <Button>{words.goOn}</Button>
          </Form>
        </>
      )}
      <p class="links">
        <a href={`${visit.base}/login`}>{words.back}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}

interface ChangePageProps {
  readonly visit: Visit
  readonly fault?: ChangeFault | undefined
}

type ChangeFault = PasswordFault | 'wrong' | 'busy' | 'limit-reached'
type NewPasswordFault = PasswordFault | 'closed' | 'busy'

function isOf<Words extends object>(words: Words, name: PropertyKey): name is keyof Words {
  return Object.hasOwn(words, name)
}

/** At the login that demands it, or from the settings. */
export function ChangePage({ visit, fault }: ChangePageProps) {
  const { change, faults } = passwordTexts[visit.language]
  const aboutOld = { wrong: change.oldWrong, busy: change.busy, 'limit-reached': change.tooOften }
  const oldFault = fault && isOf(aboutOld, fault) ? aboutOld[fault] : undefined
  const newFault = fault && isOf(faults, fault) ? faults[fault] : undefined
  return (
    <Page visit={visit} title={change.title}>
      <h1>{change.title}</h1>
      <p>{change.forced}</p>
      <Form visit={visit} action="/login/change">
        <Field
          name="old"
          label={change.old}
          type="password"
          autocomplete="current-password"
          fault={oldFault}
        />
        <NewPassword visit={visit} fault={newFault} />
        <Button>{change.goOn}</Button>
      </Form>
      <Help visit={visit} />
    </Page>
  )
}

interface NewPasswordPageProps {
  readonly visit: Visit
  /** Of a link that still works, from a password that could not be used: it serves for the next one. */
  readonly token?: string | undefined
  readonly fault?: NewPasswordFault | undefined
}

/** Where the link of a mail leads: its token stands behind `#`, which a browser sends to nobody. */
export function NewPasswordPage({ visit, token, fault }: NewPasswordPageProps) {
  const { change, faults } = passwordTexts[visit.language]
  const newFault = fault && isOf(faults, fault) ? faults[fault] : undefined
  return (
    <Page visit={visit} title={change.title} script="token.js">
      <h1>{change.title}</h1>
      {fault === 'closed' && <Notice kind="bad">{change.linkOver}</Notice>}
      {fault === 'busy' && <Notice kind="bad">{change.busy}</Notice>}
      <p>{change.reset}</p>
      <Form visit={visit} action="/login/new-password">
        {token === undefined ? (
          <div data-token>
            <p class="note">{change.needsScript}</p>
            <Field name="token" label={change.token} />
          </div>
        ) : (
          <input type="hidden" name="token" value={token} />
        )}
        <NewPassword visit={visit} fault={newFault} />
        <Button>{change.goOn}</Button>
      </Form>
      <Help visit={visit} />
    </Page>
  )
}

function NewPassword({
  visit,
  fault,
}: {
  readonly visit: Visit
  readonly fault?: string | undefined
}) {
  const { change } = passwordTexts[visit.language]
  return (
    <Field
      name="password"
      label={change.new}
      note={change.note}
      type="password"
      autocomplete="new-password"
      maxLength={512}
      fault={fault}
    />
  )
}
