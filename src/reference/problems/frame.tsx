import type { JSX } from 'preact'
import { Page } from '../pages/page.tsx'

interface FrameProps {
  readonly title: string
  readonly base: string
  readonly children: JSX.Element | JSX.Element[]
}

/** What the pages of problems share. */
export function Frame({ title, base, children }: FrameProps): JSX.Element {
  return (
    <Page
      title={`${title} · Belcode`}
      language="en"
      base={base}
      label="Problems"
      skip="Skip to the text"
      styles={['reference.css']}
      aside={<a href={`${base}/docs`}>API reference</a>}
    >
      <main id="content" class="narrow" tabIndex={-1}>
        {children}
      </main>
    </Page>
  )
}
