import { knownBrowsers, knownSystems } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { CardTemplate } from './app-card.tsx'
import { appFile, appModules } from './app-files.ts'
import { PairedSection } from './app-sections.tsx'
import { appTexts } from './app-texts.ts'
import { themeColor } from './manifest.ts'
import { PairSection, ProveSection } from './pair-sections.tsx'

export function AppPage({ visit }: { readonly visit: Visit }) {
  const { base, language, policy } = visit
  const words = appTexts[language]
  return (
    <Page visit={visit} title={policy.appName} head={<AppHead visit={visit} />}>
      <h1>{policy.appName}</h1>
      {/* Not `noscript`: it has to be read as well where the script did not arrive. */}
      <div id="no-script" class="notice">
        <p>{words.noScript.what}</p>
        <p>{words.noScript.then}</p>
      </div>
      <div
        id="app"
        hidden
        data-base={base}
        data-icon={appFile(base, 'icon-192.png')}
        data-words={JSON.stringify(words.script)}
        data-browsers={toPatterns(knownBrowsers)}
        data-systems={toPatterns(knownSystems)}
      >
        <div id="said" class="notice" role="status" tabIndex={-1} hidden />
        <section data-state="unable" hidden>
          <p>{words.unable.what}</p>
          <p>{words.unable.then}</p>
        </section>
        <PairSection visit={visit} />
        <ProveSection visit={visit} />
        <PairedSection visit={visit} />
        <CardTemplate words={words.card} />
        <p id="announce" class="unseen" role="status" />
      </div>
      <Help visit={visit} />
    </Page>
  )
}

function AppHead({ visit: { base } }: { readonly visit: Visit }) {
  return (
    <>
      <meta name="theme-color" content={themeColor} />
      <link rel="manifest" href={`${base}/app/manifest.webmanifest`} />
      <link rel="apple-touch-icon" href={appFile(base, 'icon-180.png')} />
      <link rel="stylesheet" href={appFile(base, 'app.css')} />
      {appModules.map((name) => (
        <link key={name} rel="modulepreload" href={appFile(base, name)} />
      ))}
      <script type="module" src={appFile(base, 'main.js')} />
    </>
  )
}

/** One list of what browsers call themselves, for the pages and for the app. */
function toPatterns(known: readonly (readonly [string, RegExp])[]) {
  return JSON.stringify(known.map(([name, { source }]) => [name, source]))
}
