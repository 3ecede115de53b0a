import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
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

it('takes PostgreSQL, and keeps what is made on this machine in `data` then', () => {
  for (const url of [
    'postgres://u:p@db.example.nl/bel',
    'postgresql://db:5433/bel?sslmode=require',
  ])
    expect(readConfig({ DATABASE_URL: url })).toMatchObject({
      databaseUrl: url,
      dataFolder: 'data',
    })
  expect(readConfig({ DATABASE_URL: 'file:/var/lib/x/bel.db' }).dataFolder).toBe('/var/lib/x')

  for (const url of ['postgres://', 'postgres://host', 'postgres://host/', 'mysql://u:secret@h/d'])
    expect(() => readConfig({ DATABASE_URL: url }), url).toThrow(/DATABASE_URL: must be/)
  expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' })).not.toThrow('secret')
})

it('reads a setting from the file that `<NAME>_FILE` names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'database-url')
  writeFileSync(file, 'postgres://u:p@db/bel\n')

  expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://u:p@db/bel')
  const both = { DATABASE_URL: 'file:x', DATABASE_URL_FILE: file }
  expect(() => readConfig(both)).toThrow('DATABASE_URL: is set, and so is DATABASE_URL_FILE')

  const gone = { CARRIERS: 'twilio', TWILIO_AUTH_TOKEN_FILE: join(folder, 'gone') }
  expect(() => readConfig(gone)).toThrow('TWILIO_AUTH_TOKEN: the file that TWILIO_AUTH_TOKEN_FILE')
  expect(() => readConfig(gone)).not.toThrow('TWILIO_AUTH_TOKEN: is required')
  expect(() => readConfig(gone)).not.toThrow(folder)
})

it('takes the two halves of one key for pushes, and nothing else', () => {
  const [publicKey, privateKey] = [
    'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  ]
  const { vapid } = readConfig({ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey })
  expect(vapid?.publicKey).toBe(publicKey)
  expect(vapid?.privateKey.reveal()).toBe(privateKey)
  expect(JSON.stringify(vapid)).not.toContain(privateKey)
  expect(readConfig({}).vapid).toBeNull()

  const other = Buffer.alloc(32, 7).toString('base64url')
  for (const env of [
    { VAPID_PUBLIC_KEY: publicKey },
    { VAPID_PRIVATE_KEY: privateKey },
    { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: other },
    { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: Buffer.alloc(32).toString('base64url') },
    { VAPID_PUBLIC_KEY: 'short', VAPID_PRIVATE_KEY: privateKey },
  ])
    expect(() => readConfig(env), JSON.stringify(env)).toThrow(/VAPID_PUBLIC_KEY/)
})
