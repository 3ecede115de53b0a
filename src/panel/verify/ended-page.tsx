import { Button, Form } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { refusalTexts } from './refusal-texts.ts'
import { Said } from './verify-page.tsx'
import { verifyTexts } from './verify-texts.ts'

interface Ended {
  readonly visit: Visit
}

export type Ending = keyof (typeof verifyTexts)['nl']['ended']

/** The code does not count any more; another one does. */
export function EndedPage({
  visit,
  ending,
  reference,
}: Ended & { readonly ending: Ending; readonly reference: string }) {
  const words = verifyTexts[visit.language]
  const { heading, text } = words.ended[ending]
  return (
    <Page visit={visit} title={heading}>
      <h1>{heading}</h1>
      <p>{text}</p>
      <Onward visit={visit} again={words.newCode} />
      <p class="soft">{refusalTexts[visit.language].reference(reference)}</p>
      <Help visit={visit} />
    </Page>
  )
}

/** No code could be sent by this method now. */
export function RefusedPage({ visit, said }: Ended & { readonly said: readonly string[] }) {
  const words = verifyTexts[visit.language]
  return (
    <Page visit={visit} title={words.title}>
      <h1>{words.heading}</h1>
      <h2>{words.refused.heading}</h2>
      <Said lines={said} />
      <Onward visit={visit} again={words.tryAgain} />
      <Help visit={visit} />
    </Page>
  )
}

function Onward({ visit, again }: Ended & { readonly again: string }) {
  return (
    <>
      <Form visit={visit} action="/verify/again">
        <Button>{again}</Button>
      </Form>
      <p class="links">
        <a href={`${visit.base}/verify/methods`}>{verifyTexts[visit.language].other}</a>
      </p>
    </>
  )
}

/** "Not me": nothing of this login is left. */
export function ReportedPage({ visit }: { readonly visit: Visit }) {
  const { reported } = verifyTexts[visit.language]
  return (
    <Page visit={visit} title={reported.heading}>
      <h1>{reported.heading}</h1>
      <Said lines={[reported.text]} />
      <p>{reported.next}</p>
      <p>
        <a href={`${visit.base}/login`}>{reported.toLogin}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}
