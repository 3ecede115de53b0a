import type { ComponentChildren, JSX } from 'preact'
import { Form, languages } from '../../pages/index.ts'
import { opsAsset } from '../assets.ts'
import type { InsideVisit, OpsVisit } from '../visit.ts'
import { frameTexts } from './frame-texts.ts'
import { type Door, Menu } from './menu.tsx'

interface PageProps {
  readonly visit: OpsVisit
  readonly title: string
  readonly children: ComponentChildren
}

/** A page before somebody is in: a card with one thing to do. */
export function DoorPage({ visit, title, children }: PageProps): JSX.Element {
  return (
    <Frame visit={visit} title={title}>
      <main id="content" class="door">
        <div class="card">{children}</div>
      </main>
    </Frame>
  )
}

interface InsideProps extends Omit<PageProps, 'visit'> {
  readonly visit: InsideVisit
  readonly here: Door
  /** Comes again by itself, and at once when something happens. */
  readonly live?: boolean
  /** How often it does without JavaScript. */
  readonly refreshSeconds?: number
  readonly plots?: boolean
}

export function InsidePage(props: InsideProps) {
  const { visit, here, title, live, refreshSeconds = 30, plots, children } = props
  const { base } = visit
  const scripts = (
    <>
      {plots && <link rel="stylesheet" href={opsAsset(base, 'uplot.css')} />}
      {plots && <script defer src={opsAsset(base, 'uplot.js')} />}
      {plots && <script type="module" src={opsAsset(base, 'plots.js')} />}
      {live && <script type="module" src={opsAsset(base, 'live.js')} />}
      {live && (
        <noscript>
          <meta http-equiv="refresh" content={String(refreshSeconds)} />
        </noscript>
      )}
    </>
  )
  return (
    <Frame visit={visit} title={title} head={scripts}>
      <Menu visit={visit} here={here} />
      <main id="content" data-events={live ? `${base}/ops/events` : undefined}>
        {children}
      </main>
    </Frame>
  )
}

interface FrameProps extends PageProps {
  readonly head?: ComponentChildren
}

function Frame({ visit, title, head, children }: FrameProps): JSX.Element {
  const { language, base } = visit
  const words = frameTexts[language]
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} - Belcode ops`}</title>
        <link rel="icon" href={icon} type="image/svg+xml" />
        <link rel="stylesheet" href={opsAsset(base, 'ops.css')} />
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header class="top">
          <span class="brand">Belcode</span>
          <span class="site">{words.console}</span>
          <LanguageLink visit={visit} />
          {visit.session && (
            <Form visit={visit} action="/ops/logout">
              <span class="who">{visit.session.operator.name}</span>
              <button class="link" type="submit">
                {words.logOut}
              </button>
            </Form>
          )}
        </header>
        {children}
      </body>
    </html>
  )
}

function LanguageLink({ visit: { language, base, path } }: { readonly visit: OpsVisit }) {
  const other = languages.find((one) => one !== language) ?? language
  const words = frameTexts[language]
  const href = `${base}/ops/language/${other}?back=${encodeURIComponent(path)}`
  return (
    <a class="language" href={href} lang={other} aria-label={words.otherLabel}>
      {words.other}
    </a>
  )
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#161b26"/><path d="M6 24h20M9 20v-6m6 6V8m6 12v-9" fill="none" stroke="#ff9d2e" stroke-width="3.4" stroke-linecap="round"/></svg>',
)}`
