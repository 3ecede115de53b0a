import { readFile } from 'node:fs/promises'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import type { PhoneEvents } from './events.ts'
import { Page } from './page.tsx'
import type { Phone } from './phone.ts'
import { PhoneCard } from './phone-card.tsx'
import type { Phones } from './phones.ts'
import { type Language, languages } from './texts.ts'
import { toPhoneView } from './view.ts'

export interface PageParts {
  readonly phones: Phones
  readonly events: PhoneEvents
  readonly hint: string | null
}

interface WithLanguage {
  Querystring: { lang?: string }
}

const assets = {
  'phone.css': 'text/css; charset=utf-8',
  'cards.css': 'text/css; charset=utf-8',
  'phone.js': 'text/javascript; charset=utf-8',
  'sound.js': 'text/javascript; charset=utf-8',
  'phone.svg': 'image/svg+xml',
} as const

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

const mostShown = 50

/** The page with the phones, its script and its style, and the events that keep it up to date. */
export function pageRoutes({ phones, events, hint }: PageParts): FastifyPluginAsync {
  return async (app) => {
    const { prefix } = app
    app.get<WithLanguage>('/', async ({ query }, reply) => {
      const language = readLanguage(query.lang)
      const shown = phones.list(mostShown)
      const page = <Page {...textsOf(language)} prefix={prefix} phones={shown} hint={hint} />
      return sendPage(reply, renderToString(page))
    })
    app.get<WithLanguage>('/events', ({ query }, reply) => {
      const { texts } = textsOf(readLanguage(query.lang))
      return events.open(reply, (phone: Phone) => ({
        phone: toPhoneView(phone),
        html: renderToString(<PhoneCard phone={phone} texts={texts} prefix={prefix} />),
      }))
    })
    for (const [name, type] of Object.entries(assets)) {
      const content = await readFile(new URL(`./assets/${name}`, import.meta.url))
      app.get(`/${name}`, async (_request, reply) =>
        reply.type(type).header('cache-control', 'no-cache').send(content),
      )
    }
  }
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .send(`<!doctype html>${html}`)
}

function readLanguage(written: string | undefined): Language {
  return written === 'en' ? 'en' : 'nl'
}

function textsOf(language: Language) {
  return { language, texts: languages[language] }
}
