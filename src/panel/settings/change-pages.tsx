import { Button, Field, Form } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { nameOf, type ShownFactor } from './settings-page.tsx'
import { settingsTexts } from './settings-texts.ts'

interface OneFactorProps {
  readonly visit: Visit
  readonly factor: ShownFactor
}

export function LabelPage({ visit, factor }: OneFactorProps) {
  const words = settingsTexts[visit.language]
  return (
    <Page visit={visit} title={words.label}>
      <h1>{nameOf(visit, factor)}</h1>
      <Form visit={visit} action={`/panel/2fa/${factor.id}/label`}>
        <Field
          name="label"
          label={words.label}
          note={words.labelNote}
          value={factor.label}
          maxLength={60}
          required={false}
        />
        <Button>{words.rename}</Button>
      </Form>
      <p class="links">
        <a href={`${visit.base}/panel/2fa`}>{words.removeNo}</a>
      </p>
    </Page>
  )
}

export function RemovePage({ visit, factor }: OneFactorProps) {
  const words = settingsTexts[visit.language]
  return (
    <Page visit={visit} title={words.remove}>
      <h1>{words.remove}</h1>
      <p>{words.removeSure(nameOf(visit, factor))}</p>
      <Form visit={visit} action={`/panel/2fa/${factor.id}/remove`}>
        <Button>{words.removeYes}</Button>
      </Form>
      <p class="links">
        <a href={`${visit.base}/panel/2fa`}>{words.removeNo}</a>
      </p>
    </Page>
  )
}

export function CodesPage({
  visit,
  codes,
}: {
  readonly visit: Visit
  readonly codes: readonly string[]
}) {
  const words = settingsTexts[visit.language]
  return (
    <Page visit={visit} title={words.codes}>
      <h1>{words.codes}</h1>
      <p>{words.codesShown}</p>
      <ol class="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p class="soft no-print">{words.print}</p>
      <p class="no-print">
        <a class="button" href={`${visit.base}/panel/2fa`}>
          {words.saved}
        </a>
      </p>
    </Page>
  )
}

/** Before a change: the same proof as at a login, not older than five minutes. */
export function ProvePage({ visit }: { readonly visit: Visit }) {
  const { prove, removeNo } = settingsTexts[visit.language]
  return (
    <Page visit={visit} title={prove.title}>
      <h1>{prove.title}</h1>
      <p>{prove.lead}</p>
      <Form visit={visit} action="/panel/2fa/prove">
        <Button>{prove.goOn}</Button>
      </Form>
      <p class="links">
        <a href={`${visit.base}/panel/2fa`}>{removeNo}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}
