import type { Factor } from '../../factors/index.ts'
import { Button, CodeField, Form } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import { Progress, RefreshLink, refreshOf, SendAgain } from '../verify/code-parts.tsx'
import type { CodeView } from '../verify/code-view.ts'
import { labelOf } from '../verify/code-words.ts'
import { Said } from '../verify/verify-page.tsx'
import { verifyTexts } from '../verify/verify-texts.ts'
import type { Visit } from '../visit.ts'
import { confirmTexts } from './confirm-texts.ts'

/** What is said of the code that was typed, or of a code that was asked for. */
export interface Answered {
  readonly fault?: string | undefined
  readonly said?: readonly string[]
}

export interface ConfirmProps extends Answered {
  readonly visit: Visit
  readonly factor: Factor
}

export const confirmPath = ({ id }: Pick<Factor, 'id'>) => `/set-up/confirm/${id}` as const

/** The phone is called, or the app has its code: it is filled in to go on (F5). */
export function SentPage(props: ConfirmProps & { readonly view: CodeView }) {
  const { visit, factor, view, fault, said = [] } = props
  const words = confirmTexts[visit.language]
  const path = confirmPath(factor)
  const stays = fault !== undefined || said.length > 0
  return (
    <Page
      visit={visit}
      title={words.heading}
      script="verify.js"
      {...(stays ? {} : refreshOf(view))}
    >
      <div
        data-follow={`${visit.base}/verify/events`}
        data-page={visit.base + path}
        data-round={view.round}
        data-expires-in={view.expiresInMs}
      >
        <h1>{words.heading}</h1>
        <Said lines={said} />
        <Progress visit={visit} view={view} />
        <RefreshLink visit={visit} view={view} page={path} />
        <CodeForm
          visit={visit}
          factor={factor}
          length={view.codeLength}
          label={labelOf(visit, view.method)}
          fault={fault}
        />
        <div class="links">
          <SendAgain visit={visit} view={view} action={`${path}/resend`} />
          <ChooseLink visit={visit} />
        </div>
      </div>
      <Help visit={visit} />
    </Page>
  )
}

/** Nothing is open that could confirm it: another code, or another method. */
export function OverPage({ visit, factor, said = [] }: ConfirmProps) {
  const words = confirmTexts[visit.language]
  const isCalled = factor.method === 'voice'
  return (
    <Page visit={visit} title={words.heading}>
      <h1>{words.heading}</h1>
      <Said lines={said} />
      <Form visit={visit} action={`${confirmPath(factor)}/again`}>
        <Button>{isCalled ? words.newCall : words.newCode}</Button>
      </Form>
      <p class="links">
        <ChooseLink visit={visit} />
      </p>
      <Help visit={visit} />
    </Page>
  )
}

export function ChooseLink({ visit }: { readonly visit: Visit }) {
  return <a href={`${visit.base}/set-up/choose`}>{confirmTexts[visit.language].choose}</a>
}

interface CodeFormProps extends Pick<ConfirmProps, 'visit' | 'factor' | 'fault'> {
  readonly label: string
  readonly length: number
}

export function CodeForm({ visit, factor, label, length, fault }: CodeFormProps) {
  return (
    <Form visit={visit} action={confirmPath(factor)}>
      <CodeField
        label={label}
        length={length}
        note={verifyTexts[visit.language].note(length)}
        fault={fault}
      />
      <Button>{confirmTexts[visit.language].goOn}</Button>
    </Form>
  )
}
