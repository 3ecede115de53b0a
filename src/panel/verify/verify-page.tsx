import { Button, CodeField, Form, Notice } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { addressOf } from './address-of.ts'
import { Progress, RefreshLink, refreshOf, SendAgain } from './code-parts.tsx'
import type { CodeView } from './code-view.ts'
import { labelOf } from './code-words.ts'
import { verifyTexts } from './verify-texts.ts'

export interface VerifyPageProps {
  readonly visit: Visit
  readonly view: CodeView
  /** What is wrong with the code that was typed. */
  readonly fault?: string | undefined
  /** Why nothing came of something else. */
  readonly said?: readonly string[]
}

/** The code is asked for, and where it is by now. */
export function VerifyPage({ visit, view, fault, said = [] }: VerifyPageProps) {
  const words = verifyTexts[visit.language]
  const { base } = visit
  const stays = fault !== undefined || said.length > 0
  const page = addressOf({ id: view.id })
  const isRecovery = view.method === 'recovery'
  return (
    <Page visit={visit} title={words.title} script="verify.js" {...(stays ? {} : refreshOf(view))}>
      <div
        data-follow={`${base}/verify/events`}
        data-page={base + page}
        data-round={view.round}
        data-expires-in={view.expiresInMs}
      >
        <h1>{words.heading}</h1>
        <Said lines={said} />
        <Progress visit={visit} view={view} />
        <RefreshLink visit={visit} view={view} page={page} />
        <Form visit={visit} action="/verify">
          <CodeField
            label={labelOf(visit, view.method)}
            length={view.codeLength}
            letters={isRecovery}
            note={isRecovery ? words.noteLetters : words.note(view.codeLength)}
            fault={fault}
          />
          <Button>{words.goOn}</Button>
        </Form>
        <div class="links">
          <SendAgain visit={visit} view={view} action="/verify/resend" />
          {view.otherMethods.length > 0 && <a href={`${base}/verify/methods`}>{words.other}</a>}
        </div>
      </div>
      <Help visit={visit} />
    </Page>
  )
}

/** Why nothing came of it, a sentence a line. */
export function Said({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <Notice kind="bad">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  )
}
