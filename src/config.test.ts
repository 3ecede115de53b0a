import { expect, it } from 'vitest'
import { readConfig } from './config.ts'

const keys = `k1:${Buffer.alloc(32, 1).toString('base64')}`

it('needs nothing: the defaults are a demo on loopback', () => {
  const config = readConfig({})

  expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, demo: true })
  expect(config.publicUrl.href).toBe('http://localhost:3000/')
  expect(config.carriers).toMatchObject([{ name: 'simulated', simulated: true }])
})

it('names every fault in one message, and no value', () => {
  const secret = 'value-that-must-not-show'
  const read = () =>
    readConfig({
      PORT: secret,
      PUBLIC_URL: `ftp://${secret}`,
      SECRET_KEYS: secret,
      BOOTSTRAP_API_KEY: 'too-short',
      CARRIERS: 'twilio',
      TWILIO_ACCOUNT_SID: secret,
      TWILIO_API_KEY: secret,
    })

  expect(read).toThrow(/PORT.*SECRET_KEYS.*BOOTSTRAP_API_KEY/s)
  expect(read).toThrow(/PUBLIC_URL.*TWILIO_ACCOUNT_SID|TWILIO_ACCOUNT_SID.*PUBLIC_URL/s)
  for (const name of ['TWILIO_AUTH_TOKEN', 'TWILIO_FROM', 'TWILIO_API_KEY'])
    expect(read).toThrow(name)
  expect(read).not.toThrow(secret)
})

it('wants keys and a closed simulator off loopback', () => {
  expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/SECRET_KEYS.*SIMULATOR_OPEN/s)

  const open = readConfig({ HOST: '0.0.0.0', SECRET_KEYS: keys, SIMULATOR_OPEN: '1' })
  expect(open.demo).toBe(false)
})

it('allows plain http on loopback only', () => {
  expect(() => readConfig({ PUBLIC_URL: 'http://bel.example.nl' })).toThrow('PUBLIC_URL')
  expect(readConfig({ PUBLIC_URL: 'https://bel.example.nl/2fa' }).publicUrl.pathname).toBe('/2fa')
})

it('reads a carrier by its name, with an old and a new token', () => {
  const [carrier] = readConfig({
    CARRIERS: 'my-trunk',
    MY_TRUNK_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    MY_TRUNK_AUTH_TOKEN: 'new, old',
    MY_TRUNK_FROM: '+31850000001,+31850000002',
    MY_TRUNK_BASE_URL: 'http://127.0.0.1:4010',
  }).carriers

  expect(carrier).toMatchObject({ name: 'my-trunk', kind: 'twilio', callsPerSecond: 1 })
  expect(carrier?.authTokens.map((token) => token.reveal())).toEqual(['new', 'old'])
  expect(JSON.stringify(carrier)).not.toContain('old')
})
