import type { EnrolmentState } from '../../enrolment/index.ts'
import { Button, Form, Notice } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { Advice } from './advice.tsx'
import { confirmTexts } from './confirm-texts.ts'

/** Before they are made: they are shown once. */
export function OfferCodesPage({ visit }: { readonly visit: Visit }) {
  const { codes } = confirmTexts[visit.language]
  return (
    <Page visit={visit} title={codes.title}>
      <h1>{codes.heading}</h1>
      <p>{codes.lead}</p>
      <p class="soft">{codes.again}</p>
      <Form visit={visit} action="/set-up/codes">
        <Button>{codes.make}</Button>
      </Form>
      <p class="links">
        <a href={`${visit.base}/set-up/done`}>{codes.later}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}

interface CodesPageProps {
  readonly visit: Visit
  readonly name: string
  readonly codes: readonly string[]
}

/** To be printed or written down. */
export function CodesPage({ visit, name, codes: drawn }: CodesPageProps) {
  const { codes } = confirmTexts[visit.language]
  return (
    <Page visit={visit} title={codes.title} script="print.js">
      <h1>{codes.list}</h1>
      <p>{codes.of(visit.policy.siteName, name)}</p>
      <ol class="codes">
        {drawn.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div class="no-print">
        <Notice>
          <p>{codes.shown}</p>
        </Notice>
        <div class="links">
          <a class="button" href={`${visit.base}/set-up/done`}>
            {codes.kept}
          </a>
          <button class="button second" type="button" data-print hidden>
            {codes.print}
          </button>
        </div>
      </div>
      <Help visit={visit} />
    </Page>
  )
}

interface DonePageProps {
  readonly visit: Visit
  readonly enrolment: Pick<EnrolmentState, 'state' | 'advice'>
}

export function DonePage({ visit, enrolment: { state, advice } }: DonePageProps) {
  const { done } = confirmTexts[visit.language]
  return (
    <Page visit={visit} title={done.heading}>
      <h1>{done.heading}</h1>
      {state === 'complete' && <p>{done.all}</p>}
      <p>{done.text}</p>
      <Advice visit={visit} advice={advice} />
      <p>
        <a class="button" href={`${visit.base}/panel`}>
          {done.goOn}
        </a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}
