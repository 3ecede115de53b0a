import { Button, Form, Notice, texts } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'

const words = texts({
  nl: {
    title: 'Je kunt nu niet inloggen',
    why: 'Je tweede stap is uitgezet, omdat er te vaak een verkeerde code is ingevuld. De helpdesk helpt je om hem opnieuw in te stellen.',
    out: 'Uitloggen',
  },
  en: {
    title: 'You cannot log in now',
    why: 'Your second step was turned off, because wrong codes were filled in too often. The helpdesk helps you to set it up again.',
    out: 'Log out',
  },
})

/** For whom every factor was disabled: only the helpdesk leads on. */
export function LockedPage({ visit }: { readonly visit: Visit }) {
  const said = words[visit.language]
  return (
    <Page visit={visit} title={said.title}>
      <h1>{said.title}</h1>
      <Notice kind="bad">
        <p>{said.why}</p>
      </Notice>
      <Form visit={visit} action="/logout">
        <Button quiet>{said.out}</Button>
      </Form>
      <Help visit={visit} />
    </Page>
  )
}
