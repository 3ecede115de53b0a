import type { User } from '../../factors/index.ts'
import { Button, Field, Form } from '../../pages/index.ts'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import type { Found } from './find-users.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { nameOfUser } from './names.ts'
import { userPath } from './paths.ts'
import { RefusalItem } from './refusals.tsx'
import { maskMails } from './shown.ts'

interface FindProps {
  readonly visit: Visit
  readonly typed?: string
  readonly found?: Found
  readonly now: number
}

export function FindPage({ visit, typed = '', found, now }: FindProps) {
  const words = helpdeskTexts[visit.language]
  const { heading, label, note, none, button } = words.find
  const isNothing = found && found.users.length === 0 && !found.refusal
  return (
    <Page visit={visit} title={words.title} wide>
      <h1>{heading}</h1>
      <Form visit={visit} action="/helpdesk/find">
        <Field
          name="sought"
          label={label}
          note={note}
          value={typed}
          maxLength={128}
          fault={isNothing ? none : undefined}
        />
        <Button>{button}</Button>
      </Form>
      {found && !isNothing && <Hits visit={visit} found={found} now={now} />}
      <p class="links">
        <a href={`${visit.base}/panel`}>{words.out}</a>
      </p>
    </Page>
  )
}

function Hits({ visit, found, now }: Required<Pick<FindProps, 'visit' | 'found' | 'now'>>) {
  const words = helpdeskTexts[visit.language]
  const { users, refusal } = found
  return (
    <>
      {refusal && (
        <>
          <h2>{words.reference(refusal.reference)}</h2>
          <ul class="rows">
            <RefusalItem visit={visit} refusal={refusal} now={now} />
          </ul>
        </>
      )}
      <h2>{words.find.users}</h2>
      {users.length === 0 && <p class="soft">{words.find.nobody}</p>}
      <ul class="rows">
        {users.map((user) => (
          <UserItem key={user.id} visit={visit} user={user} />
        ))}
      </ul>
    </>
  )
}

function UserItem({ visit, user }: { readonly visit: Visit; readonly user: User }) {
  return (
    <li>
      <a href={visit.base + userPath(user.id)}>
        <bdi>{nameOfUser({ user })}</bdi>
      </a>
      <bdi class="soft">{maskMails(user.id)}</bdi>
    </li>
  )
}
