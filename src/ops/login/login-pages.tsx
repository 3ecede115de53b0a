import type { Chosen, ShownSecret } from '../../operators/index.ts'
import { Button, CodeField, Field, Form, Notice } from '../../pages/index.ts'
import { DoorPage } from '../frame/page.tsx'
import type { OpsVisit } from '../visit.ts'
import { loginTexts } from './login-texts.ts'

interface FaultProps {
  readonly visit: OpsVisit
  readonly fault?: string | undefined
}

export function LoginPage({ visit, fault, name = '' }: FaultProps & { readonly name?: string }) {
  const words = loginTexts[visit.language]
  return (
    <DoorPage visit={visit} title={words.title}>
      <h1>{words.heading}</h1>
      {fault && <Notice kind="bad">{fault}</Notice>}
      <Form visit={visit} action="/ops/login">
        <Field name="name" label={words.name} value={name} autocomplete="username" maxLength={40} />
        <Field
          name="password"
          label={words.password}
          type="password"
          autocomplete="current-password"
        />
        <Button>{words.goOn}</Button>
      </Form>
      <p class="soft">{words.account}</p>
    </DoorPage>
  )
}

export function VerifyPage({ visit, fault }: FaultProps) {
  const words = loginTexts[visit.language]
  return (
    <DoorPage visit={visit} title={words.verify}>
      <h1>{words.verify}</h1>
      <Form visit={visit} action="/ops/verify">
        <CodeField label={words.code} length={6} note={words.verifyNote} fault={fault} />
        <Button>{words.goOn}</Button>
      </Form>
    </DoorPage>
  )
}

export function SetUpPage({ visit, shown, fault }: FaultProps & { readonly shown: ShownSecret }) {
  const words = loginTexts[visit.language]
  const groups = shown.secret.match(/.{1,4}/g) ?? []
  return (
    <DoorPage visit={visit} title={words.setUp}>
      <h1>{words.setUp}</h1>
      <p>{words.scan}</p>
      {/* Drawn by us from a secret of ours: nothing in it came from outside. */}
      <div class="qr" aria-hidden="true" dangerouslySetInnerHTML={{ __html: shown.qr }} />
      <p class="soft">{words.secret}</p>
      <p class="secret">{groups.join(' ')}</p>
      <Form visit={visit} action="/ops/set-up">
        <CodeField label={words.code} length={6} note={words.verifyNote} fault={fault} />
        <Button>{words.goOn}</Button>
      </Form>
    </DoorPage>
  )
}

export type PasswordFault = Exclude<Chosen, { outcome: 'chosen' }>

interface NewPasswordProps {
  readonly visit: OpsVisit
  readonly fault?: PasswordFault | undefined
}

export function PasswordPage({ visit, fault }: NewPasswordProps) {
  const words = loginTexts[visit.language]
  return (
    <DoorPage visit={visit} title={words.choose}>
      <h1>{words.choose}</h1>
      <p>{words.chooseLead}</p>
      <PasswordForm visit={visit} fault={fault} />
    </DoorPage>
  )
}

export function PasswordForm({ visit, fault }: NewPasswordProps) {
  const words = loginTexts[visit.language]
  const oldFault = { wrong: words.oldWrong, busy: words.busy, refused: undefined }
  return (
    <Form visit={visit} action="/ops/password">
      {/* So that whatever keeps passwords knows whose it is. */}
      <input
        type="text"
        name="username"
        autocomplete="username"
        value={visit.session?.operator.name}
        readOnly
        hidden
      />
      <Field
        name="old"
        label={words.old}
        type="password"
        autocomplete="current-password"
        fault={fault && oldFault[fault.outcome]}
      />
      <Field
        name="password"
        label={words.new}
        note={words.newNote}
        type="password"
        autocomplete="new-password"
        maxLength={512}
        fault={fault?.outcome === 'refused' ? words.faults[fault.fault] : undefined}
      />
      <Button>{words.goOn}</Button>
    </Form>
  )
}
