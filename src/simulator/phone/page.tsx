import type { JSX } from 'preact'
import type { Phone } from './phone.ts'
import { PhoneCard } from './phone-card.tsx'
import type { Language, Texts } from './texts.ts'

interface PageProps {
  readonly language: Language
  readonly texts: Texts
  readonly prefix: string
  readonly phones: readonly Phone[]
  readonly hint: string | null
}

export function Page({ language, texts, prefix, phones, hint }: PageProps): JSX.Element {
  const other = language === 'nl' ? 'en' : 'nl'
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{texts.title}</title>
        <link rel="icon" href={`${prefix}/phone.svg`} type="image/svg+xml" />
        <link rel="stylesheet" href={`${prefix}/phone.css`} />
        <link rel="stylesheet" href={`${prefix}/cards.css`} />
        <script type="module" src={`${prefix}/phone.js`} />
      </head>
      <body data-prefix={prefix} data-language={language}>
        <header class="top">
          <div>
            <h1>{texts.title}</h1>
            <p>{texts.subtitle}</p>
          </div>
          <a href={`${prefix}/?lang=${other}`} lang={other} hreflang={other}>
            {texts.otherLanguage}
          </a>
        </header>
        <main>
          <div class="start">
            <form id="show-phone">
              <label for="number">{texts.number}</label>
              <div class="row">
                <input
                  id="number"
                  name="number"
                  type="tel"
                  autocomplete="off"
                  required
                  maxLength={32}
                  aria-describedby="number-note"
                />
                <button type="submit">{texts.showPhone}</button>
              </div>
              <p id="number-note" class="note" data-unreadable={texts.numberUnreadable}>
                {texts.numberExample}
              </p>
            </form>
            <p
              id="connection"
              class="note"
              role="status"
              data-connected={texts.connected}
              data-lost={texts.connectionLost}
            />
            <noscript>
              <p class="note">{texts.needsScript}</p>
            </noscript>
          </div>
          <p id="announce" class="unseen" role="status" />
          <section aria-labelledby="phones-title">
            <h2 id="phones-title">{texts.phones}</h2>
            <div id="empty" class="empty" hidden={phones.length > 0}>
              <p class="lead">{texts.noPhones}</p>
              <p>{texts.howTo}</p>
              {hint && <p class="hint">{hint}</p>}
            </div>
            <div id="phones" class="phones">
              {phones.map((phone) => (
                <PhoneCard key={phone.number} phone={phone} texts={texts} prefix={prefix} />
              ))}
            </div>
          </section>
          <p class="note">{texts.keyboard}</p>
        </main>
      </body>
    </html>
  )
}
