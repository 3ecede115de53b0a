import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { MailParts } from './render-mail.ts'

const body = {
  fontFamily: 'system-ui, sans-serif',
  fontSize: '16px',
  lineHeight: '1.5',
  maxWidth: '36em',
}

/** As plain as the text: no images, nothing from elsewhere, nothing that tells who opened it. */
export function toHtml(parts: MailParts): string {
  return `<!doctype html>${renderToString(<MailPage {...parts} />)}\n`
}

function MailPage({ language, title, paragraphs, facts, link, endings }: MailParts): JSX.Element {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
      </head>
      <body style={body}>
        {paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {link && (
          <p>
            <a href={link}>{link}</a>
          </p>
        )}
        <p>
          {facts.map(([name, value]) => (
            <span key={name}>
              {name}: <strong>{value}</strong>
              <br />
            </span>
          ))}
        </p>
        {endings.map((text) => (
          <p key={text} style={{ whiteSpace: 'pre-line' }}>
            {text}
          </p>
        ))}
      </body>
    </html>
  )
}
