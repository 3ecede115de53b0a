import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { NoticeDetails, NoticeKind } from '../notice.ts'
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { type MailContent, renderMail } from './render-mail.ts'
import type { MailTexts } from './texts.ts'

const at = Date.UTC(2026, 10, 2, 8, 30)
const factor = { method: 'totp', label: 'Werktelefoon' } as const
const link = 'https://panel.example/entry/abc?d=1&e=2'
const details: NoticeDetails = {
  'factor-added': factor,
  'factor-removed': factor,
  'factor-disabled': factor,
  'primary-changed': factor,
  'number-changed': { shown: '+31 6 •••• ••78' },
  'recovery-codes-replaced': {},
  'secondfactor-failed': {},
  'login-reported': {},
  'reset-requested': { readyAt: at },
  'reset-approved': { readyAt: at },
  'reset-cancelled': {},
  'reset-done': {},
  entry: { link, expiresAt: at },
  'extension-granted': { until: at },
  'password-reset': { link, expiresAt: at },
  'password-changed': {},
}
const kinds = Object.keys(details) as NoticeKind[]
const tenant = { name: 'Callvoip', locale: 'nl-NL' }
const envelope = { id: 'nt_1', to: 'user@panel.example', locale: null as string | null }
const contentOf = (kind: NoticeKind): MailContent => ({ kind, at, details: details[kind] })

it('is in Dutch, says what, when, from where and how to object, in plain text', () => {
  const content = { ...contentOf('factor-added'), from: '203.0.113.7' }
  const mail = renderMail(envelope, content, { ...tenant, phone: '085 000 0000' })

  expect(mail).toMatchObject({ id: 'nt_1', to: 'user@panel.example' })
  expect(mail.subject).toBe('Callvoip: inlogmethode toegevoegd')
  expect(mail.text).toBe(`Goedendag,

Aan uw account is een manier van inloggen toegevoegd: een authenticator-app (“Werktelefoon”).

Wanneer: maandag 2 november 2026 om 09:30
Vanaf: 203.0.113.7

Was u dit niet? Neem dan meteen contact op met Callvoip: bel 085 000 0000.

Wij vragen u nooit om een code of om uw wachtwoord.

Met vriendelijke groet,
Callvoip
`)
})

it.each([
  [{}, 'Neem dan meteen contact op met Callvoip.'],
  [{ phone: '085' }, 'Neem dan meteen contact op met Callvoip: bel 085.'],
  [
    { mail: 'hulp@x.example' },
    'Neem dan meteen contact op met Callvoip: mail naar hulp@x.example.',
  ],
  [{ phone: '085', mail: 'a@b.example' }, 'met Callvoip: bel 085 of mail naar a@b.example.'],
])('with support %j it says: %s', (support, words) => {
  const { text } = renderMail(envelope, contentOf('reset-done'), { ...tenant, ...support })
  expect(text).toContain(words)
})

it.each([
  [Date.UTC(2026, 6, 1, 22, 30), 'donderdag 2 juli 2026 om 00:30'],
  [Date.UTC(2026, 2, 29, 0, 59), 'zondag 29 maart 2026 om 01:59'],
  [Date.UTC(2026, 2, 29, 1, 0), 'zondag 29 maart 2026 om 03:00'],
  [Date.UTC(2026, 11, 31, 23, 0), 'vrijdag 1 januari 2027 om 00:00'],
])('%d is in Amsterdam: %s', (moment, words) => {
  const { text } = renderMail(envelope, { ...contentOf('reset-done'), at: moment }, tenant)
  expect(text).toContain(`Wanneer: ${words}\n`)
})

it.each([
  [null, 'nl-NL', 'nl'],
  [null, 'en-GB', 'en'],
  ['en-US', 'nl-NL', 'en'],
  ['EN_gb', 'nl-NL', 'en'],
  ['nl-BE', 'en-GB', 'nl'],
  ['de-DE', 'en-GB', 'nl'],
  ['constructor', 'nl-NL', 'nl'],
])('a user of locale %s in a tenant of %s reads %s', (locale, tenantLocale, language) => {
  const content = contentOf('reset-done')
  const { text, html } = renderMail({ ...envelope, locale }, content, {
    ...tenant,
    locale: tenantLocale,
  })
  expect(html).toContain(`<html lang="${language}">`)
  expect(text).toMatch(language === 'nl' ? /^Goedendag/ : /^Hello/)
})

it.each(kinds)('%s has text and HTML that say the same in both languages', (kind) => {
  for (const locale of ['nl-NL', 'en-GB']) {
    const { subject, text, html } = renderMail({ ...envelope, locale }, contentOf(kind), tenant)
    expect(subject).toMatch(/^Callvoip: .{5,}/)
    expect(text).toContain('2026')
    expect(text).not.toMatch(/undefined|\[object|NaN/)
    expect(toWords(html)).toContain(toWords(text).split(' ').slice(1, 12).join(' '))
    const leads = ['entry', 'password-reset'].includes(kind)
    expect(text.includes(link)).toBe(leads)
    expect(html.includes(`href="${link.replace('&', '&amp;')}"`)).toBe(leads)
  }
})

function toWords(text: string) {
  return text
    .replace(/<title>.*<\/title>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
}

it('a reset that somebody has yet to approve names no time', () => {
  const content: MailContent = { kind: 'reset-requested', at, details: { readyAt: null } }
  expect(renderMail(envelope, content, tenant).text).toContain('Een tweede medewerker')
})

/** Every tag as it stands there, attributes included. */
function tagsOf(html: string) {
  return Array.from(html.matchAll(/<[^>]*>/g), ([tag]) => tag)
}

it('whatever names hold, they stay text, and on their line', () => {
  const plain = { ...contentOf('factor-added'), from: 'x' }
  const plainTags = tagsOf(renderMail(envelope, plain, tenant).html)
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'x\r\nBcc: thief@evil.example',
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '&lt;b&gt;',
      '\u202egnirts\u2028\u0000',
    ),
  )
  fc.assert(
    fc.property(nasty, nasty, nasty, (name, label, where) => {
      const from = `x${where}`
      const content: MailContent = { kind: 'factor-added', at, from, details: { ...factor, label } }
      const mail = renderMail(envelope, content, {
        name,
        locale: 'nl-NL',
        phone: label,
        mail: from,
      })
      expect(mail.subject).not.toMatch(/[\p{C}\u2028\u2029]/u)
      expect(mail.text.replaceAll('\n', '')).not.toMatch(/[\p{C}\u2028\u2029]/u)
      expect(mail.text.split('\n').length).toBeLessThanOrEqual(14)
      expect(tagsOf(mail.html)).toEqual(plainTags)
    }),
    { seed: 4, numRuns: 100 },
  )
})

it.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '/entry',
  'https://a b',
  'https://x\r\nBcc: y',
])('%j is no link', (bad) => {
  const content: MailContent = { kind: 'entry', at, details: { link: bad, expiresAt: at } }
  expect(() => renderMail(envelope, content, tenant)).toThrow(/^Expected the link/)
})

it('a missing text does not compile', () => {
  const { 'reset-done': _, ...others } = dutch.kinds
  // @ts-expect-error: no `reset-done`
  const texts: MailTexts = { ...dutch, kinds: others }
  // @ts-expect-error: no `contact`
  const mute: MailTexts = { ...english, contact: undefined }
  // @ts-expect-error: an entry has a link
  const entry: NoticeDetails['entry'] = { expiresAt: 1 }
  expect([texts, mute, entry]).toBeDefined()
})
