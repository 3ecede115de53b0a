import type { ComponentChildren, JSX } from 'preact'
import type { ApiDocument } from '../open-api/document.ts'
import { Page } from '../pages/page.tsx'
import { Contents } from './contents.tsx'
import type { Places } from './places.ts'

/** What every page of the reference is made from. */
export interface DocsProps {
  readonly document: ApiDocument
  readonly places: Places
  readonly base: string
  readonly home: string
}

interface FrameProps extends DocsProps {
  readonly title: string
  /** The page that this is, as the contents name it. */
  readonly current: string
  readonly children: ComponentChildren
}

/** The frame of the pages of the reference, with the contents beside it. */
export function DocsFrame({ title, current, children, ...docs }: FrameProps): JSX.Element {
  const { base, document } = docs
  return (
    <Page
      title={`${title} · ${document.info.title}`}
      language="en"
      base={base}
      label="API reference"
      skip="Skip to the text"
      styles={['reference.css']}
      aside={<a href={`${base}/openapi.json`}>OpenAPI 3.1</a>}
    >
      <div class="with-contents">
        <Contents {...docs} current={current} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </Page>
  )
}
