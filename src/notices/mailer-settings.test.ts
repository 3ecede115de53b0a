import { expect, it } from 'vitest'
import { readConfig } from '../config.ts'

const read = (SMTP_URL: string, MAIL_FROM = 'no-reply@panel.example') =>
  readConfig({ SMTP_URL, MAIL_FROM })

it('no mail is sent unless a server is named', () => {
  expect(readConfig({})).toMatchObject({ smtpUrl: null, mailFrom: null })
})

it.each([
  'smtp://mail.example',
  'smtp://jan%40x.example:p%2Fw@mail.example:2525',
  'smtps://mail.example/',
  'smtp://[::1]:25',
])('%s is a mail server, and a secret', (url) => {
  const { smtpUrl } = read(url)
  expect(smtpUrl?.reveal()).toBe(url)
  expect(JSON.stringify({ smtpUrl })).toBe('{"smtpUrl":"[secret]"}')
})

it.each(['mail.example', 'http://mail.example', 'smtp://', 'smtp://x/?tls=no', 'smtp://x/path'])(
  '%s is none, and is not repeated',
  (url) => {
    expect(() => read(url)).toThrow(/SMTP_URL: must be `smtp:/)
    expect(() => read('smtp://user:hush-hush@')).not.toThrow('hush-hush')
  },
)

it.each([
  ['no-reply@panel.example', { name: '', address: 'no-reply@panel.example' }],
  ['Callvoip <no-reply@panel.example>', { name: 'Callvoip', address: 'no-reply@panel.example' }],
  ['<no-reply@panel.example>', { name: '', address: 'no-reply@panel.example' }],
])('mails come from %s', (text, mailFrom) => {
  expect(read('smtp://mail.example', text).mailFrom).toEqual(mailFrom)
})

it.each(['nobody', 'a@b, c@d', 'A <a@b> <c@d>', 'A\r\nBcc: x <a@b>', '"A" <a@b>'])(
  '%j is nobody',
  (text) => expect(() => read('smtp://mail.example', text)).toThrow(/MAIL_FROM: must be/),
)

it('a server needs somebody mails come from', () => {
  expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(
    /MAIL_FROM: is required with SMTP_URL/,
  )
})
