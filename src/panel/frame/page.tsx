import type { ComponentChildren, JSX } from 'preact'
import { languages, texts } from '../../pages/index.ts'
import { type PanelAsset, panelAsset } from '../assets.ts'
import type { Visit } from '../visit.ts'

interface PageProps {
  readonly visit: Visit
  readonly title: string
  /** Comes again by itself after so many seconds, where no script does better. */
  readonly refreshSeconds?: number
  readonly script?: PanelAsset
  /** What this page alone needs in its head. */
  readonly head?: ComponentChildren
  /** Wider than a card, for lists. */
  readonly wide?: boolean
  readonly children: ComponentChildren
}

const words = texts({
  nl: { skip: 'Naar de inhoud', other: 'English', otherLabel: 'Bekijk deze pagina in het Engels' },
  en: { skip: 'To the content', other: 'Nederlands', otherLabel: 'See this page in Dutch' },
})

/** The frame of every page: dark header with a key, white card, in the provider's name and colour. */
export function Page(props: PageProps): JSX.Element {
  const { visit, title, refreshSeconds, script, head, wide = false, children } = props
  const { language, base, policy } = visit
  const { skip, other, otherLabel } = words[language]
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refreshSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <title>{`${title} - ${policy.siteName}`}</title>
        <link rel="icon" href={icon} type="image/svg+xml" />
        <link rel="stylesheet" href={panelAsset(base, 'panel.css')} />
        <link rel="stylesheet" href={`${base}/panel-assets/brand/${brandOf(visit)}.css`} />
        {script && <script type="module" src={panelAsset(base, script)} />}
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          {skip}
        </a>
        <header class="top">
          <span class="brand">
            <Key />
            2FA
          </span>
          <span class="site">{policy.siteName}</span>
          <a
            class="language"
            href={languageLink(visit)}
            lang={otherOf(visit)}
            aria-label={otherLabel}
          >
            {other}
          </a>
        </header>
        <main id="content" class={wide ? 'wide' : ''}>
          <div class="card">{children}</div>
        </main>
      </body>
    </html>
  )
}

function otherOf({ language }: Visit) {
  return languages.find((one) => one !== language) ?? language
}

function languageLink(visit: Visit) {
  return `${visit.base}/language/${otherOf(visit)}?back=${encodeURIComponent(visit.path)}`
}

/** The provider's colour, without the `#`; ours where there is none. */
function brandOf({ policy }: Visit) {
  return (policy.brand.color ?? '#f08700').slice(1).toLowerCase()
}

function Key() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">
        <circle cx="9" cy="16" r="5" />
        <path d="M14 16h14v5M22 16v4" />
      </g>
    </svg>
  )
}

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#161b26"/><g fill="none" stroke="#ff9d2e" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><circle cx="10" cy="16" r="4.5"/><path d="M14.5 16H26v4.5M21 16v3.5"/></g></svg>',
)}`
