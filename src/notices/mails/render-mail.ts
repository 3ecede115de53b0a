import type { Notice, NoticeDetails, NoticeKind } from '../notice.ts'
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { toHtml } from './html-mail.tsx'
import type { Mail } from './mailer.ts'
import { toLine } from './message.ts'
import type { MailTexts, Say, Support } from './texts.ts'

const languages: Readonly<Record<string, MailTexts>> = { nl: dutch, en: english }
const LABEL_LONGEST = 60

/** What a mail is made from: what happened, without whom else it is told to. */
export type MailContent = Pick<Notice, 'kind' | 'at' | 'details'> & { readonly from?: string }

export interface MailTenant extends Support {
  readonly locale: string
}

/** What a mail says, before it is text or HTML. */
export interface MailParts {
  readonly language: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly link: string | null
  readonly endings: readonly string[]
}

interface Envelope {
  readonly id: string
  readonly to: string
  readonly locale: string | null
}

export function renderMail(
  { id, to, locale }: Envelope,
  content: MailContent,
  tenant: MailTenant,
): Mail {
  const language = languageOf(locale ?? tenant.locale)
  const texts = languages[language] ?? dutch
  const support = toSupport(tenant)
  const { subject: about, what } = textsOf(texts, content)
  const subject = `${support.name}: ${about}`
  const parts: MailParts = {
    language,
    title: subject,
    paragraphs: [texts.greeting, what],
    facts: [
      [texts.when, texts.time.format(content.at)],
      ...(content.from ? [[texts.from, toLine(content.from)] as const] : []),
    ],
    link: linkOf(content),
    endings: [
      `${texts.dispute} ${texts.contact(support)}`,
      texts.warning,
      `${texts.closing}\n${support.name}`,
    ],
  }
  return { id, to, subject, text: toText(parts), html: toHtml(parts) }
}

/** `en-US` is English; what we do not speak is Dutch. */
function languageOf(locale: string) {
  const [language = ''] = locale.toLowerCase().split(/[-_]/)
  return Object.hasOwn(languages, language) ? language : 'nl'
}

function toSupport({ name, phone, mail }: Support) {
  return {
    name: toLine(name, LABEL_LONGEST),
    phone: phone === undefined ? undefined : toLine(phone, LABEL_LONGEST),
    mail: mail === undefined ? undefined : toLine(mail),
  }
}

function textsOf<Kind extends NoticeKind>(texts: MailTexts, content: MailContent) {
  // The kind and the details are of one notice, which the compiler cannot see through a table.
  const { subject, what } = texts.kinds[content.kind as Kind]
  return { subject, what: what(content.details as NoticeDetails[Kind], sayIn(texts)) }
}

function sayIn(texts: MailTexts): Say {
  return {
    method: (method) => texts.methods[method],
    named: (label) => (label.trim() === '' ? '' : ` (“${toLine(label, LABEL_LONGEST)}”)`),
    time: (at) => texts.time.format(at),
  }
}

/** A mail leads to a page or nowhere. */
function linkOf({ details }: MailContent) {
  if (!('link' in details)) return null
  const { link } = details as NoticeDetails['entry']
  if (/^https?:\/\/[\x21-\x7e]+$/.test(link) && URL.canParse(link)) return link
  throw new Error('Expected the link of a mail to be an http(s) URL')
}

function toText({ paragraphs, facts, link, endings }: MailParts) {
  const known = facts.map(([name, value]) => `${name}: ${value}`).join('\n')
  return [...paragraphs, ...(link ? [link] : []), known, ...endings].join('\n\n').concat('\n')
}
