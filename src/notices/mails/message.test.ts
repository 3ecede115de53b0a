import { expect, it } from 'vitest'
import { isMailAddress, toLine, toMessage } from './message.ts'

it.each(['a@b', 'jan.jansen+2fa@panel.example', "o'brien@x.example", 'jürgen@bücher.example'])(
  '%s is an address',
  (text) => expect(isMailAddress(text)).toBe(true),
)

it.each([
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example\nRCPT TO:<c@d.example>',
  'a@b.example, c@d.example',
  'a@b.example;c@d.example',
  'Jan <a@b.example>',
  '<a@b.example>',
  'a b@c.example',
  '"a b"@c.example',
  'a@b@c.example',
  'a@b.example\u0000',
  'a@b.example\u2028',
  'a@',
  '@b.example',
  '',
  `${'a'.repeat(65)}@b.example`,
])('%j is none', (text) => expect(isMailAddress(text)).toBe(false))

it('makes one line of a text, and no more than is wanted of it', () => {
  expect(toLine(' a\r\nb\tc\u2028d\u202ee\u00a0f ')).toBe('a b c d e f')
  expect(toLine('😀😀😀', 2)).toBe('😀😀')
})

const mail = { id: 'nt_1', to: 'a@b.example', subject: 's', text: 't', html: 'h' }

it('keeps a subject on its line', () => {
  const from = { name: '', address: 'no-reply@panel.example' }
  expect(toMessage({ ...mail, subject: 's\r\nBcc: x' }, from).subject).toBe('s Bcc: x')
})

it('names a mail by its id, so that one sent twice is one', () => {
  const from = { name: 'Belcode', address: 'no-reply@panel.example' }
  expect(toMessage(mail, from).messageId).toBe('<nt_1@panel.example>')
})
