import type { ComponentChildren, JSX } from 'preact'
import { Page } from '../pages/page.tsx'
import { type Links, linksFor } from './links.ts'
import { type Language, type Texts, textsIn } from './texts.ts'

/** Who reads, and where our addresses begin. */
export interface Reader {
  readonly language: Language
  readonly base: string
}

interface FrameProps extends Reader {
  readonly title: string
  /** The same page in the other language. */
  readonly inOther: (links: Links) => string
  readonly state?: string
  readonly children: ComponentChildren
}

export function Frame(props: FrameProps): JSX.Element {
  const { language, base, title, inOther, state, children } = props
  const texts = textsIn[language]
  const other = language === 'nl' ? 'en' : 'nl'
  return (
    <Page
      title={title}
      language={language}
      base={base}
      label={texts.label}
      skip={texts.skip}
      styles={['start.css']}
      script="follow.js"
      aside={
        <a href={inOther(linksFor(base, other))} lang={other} hreflang={other}>
          {texts.otherLanguage}
        </a>
      }
    >
      <main id="content" class="start" tabIndex={-1} {...(state && { 'data-state': state })}>
        {children}
      </main>
    </Page>
  )
}

export function PhoneLink({ href, text, texts }: { href: string; text: string; texts: Texts }) {
  return (
    <a href={href} target="_blank" rel="noopener">
      {text} <span class="aside">{texts.newTab}</span>
    </a>
  )
}
