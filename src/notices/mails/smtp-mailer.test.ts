import { expect, it } from 'vitest'
import { toPool } from './smtp-mailer.ts'

const poolOf = (url: string) => toPool(new URL(url))

it.each([
  ['smtp://mail.example', { port: 587, secure: false, requireTLS: true }],
  ['smtp://mail.example:25', { port: 25, secure: false, requireTLS: true }],
  ['smtps://mail.example', { port: 465, secure: true }],
  ['smtp://127.0.0.1:2525', { port: 2525, secure: false, ignoreTLS: true }],
])('%s: in clear on this machine alone', (url, options) => {
  expect(poolOf(url)).toMatchObject(options)
})

it('takes name and password as they are meant', () => {
  const { auth } = poolOf('smtp://jan%40x.example:p%2Fw%3A@mail.example') as { auth?: object }
  expect(auth).toEqual({ user: 'jan@x.example', pass: 'p/w:' })
  expect(poolOf('smtp://mail.example')).not.toHaveProperty('auth')
})

it('waits seconds, not minutes', () => {
  const { dnsTimeout, connectionTimeout, greetingTimeout, socketTimeout } =
    poolOf('smtp://x.example')
  expect(Math.max(dnsTimeout, connectionTimeout, greetingTimeout, socketTimeout)).toBe(10_000)
})
