import { Button, Field, Form, Notice } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { type LinkKind, linkTexts } from './link-texts.ts'

export const pathOf: Readonly<Record<LinkKind, `/${string}`>> = {
  entry: '/entry',
  cancel: '/reset',
}

interface LinkPageProps {
  readonly visit: Visit
  readonly kind: LinkKind
  readonly outcome?: 'done' | 'over'
}

/** The token stands behind `#`, which a browser sends to nobody; a button uses it, not a look at the page. */
export function LinkPage({ visit, kind, outcome }: LinkPageProps) {
  const words = linkTexts[visit.language]
  const { title, lead, goOn, done } = words[kind]
  return (
    <Page visit={visit} title={title} script="token.js">
      <h1>{title}</h1>
      {outcome === 'over' && <Notice kind="bad">{words.over}</Notice>}
      {outcome === 'done' ? (
        <>
          <Notice kind="good">{done}</Notice>
          <p>
            <a class="button" href={`${visit.base}/login`}>
              {words.toLogin}
            </a>
          </p>
        </>
      ) : (
        <>
          <p>{lead}</p>
          <Form visit={visit} action={pathOf[kind]}>
            <div data-token>
              <p class="note">{words.needsScript}</p>
              <Field name="token" label={words.token} />
            </div>
            <Button>{goOn}</Button>
          </Form>
        </>
      )}
      <Help visit={visit} />
    </Page>
  )
}
