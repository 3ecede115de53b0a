import type { ComponentChildren, JSX } from 'preact'
import { type AssetName, assetAddress } from './assets.ts'

export interface PageProps {
  readonly title: string
  readonly language: 'nl' | 'en'
  /** Path of `PUBLIC_URL`, before every link. */
  readonly base: string
  /** What stands beside the name in the dark header. */
  readonly label: string
  readonly skip: string
  readonly styles?: readonly AssetName[]
  readonly script?: AssetName
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}

/** The frame of every page: dark header with a key, and room for what the page is about. */
export function Page(props: PageProps): JSX.Element {
  const { title, language, base, label, skip, styles = [], script, aside, children } = props
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={icon} type="image/svg+xml" />
        {(['look.css', ...styles] as const).map((name) => (
          <link key={name} rel="stylesheet" href={assetAddress(base, name)} />
        ))}
        {script && <script type="module" src={assetAddress(base, script)} />}
      </head>
      <body>
        <a class="skip" href="#content">
          {skip}
        </a>
        <header class="top">
          <div class="top-inner">
            <a class="brand" href={`${base}/`}>
              <Key />
              Belcode
            </a>
            <span class="label">{label}</span>
            {aside && <div class="top-aside">{aside}</div>}
          </div>
        </header>
        {children}
      </body>
    </html>
  )
}

function Key() {
  return (
    <svg class="key" viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
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
