import { createECDH } from 'node:crypto'
import { dirname } from 'node:path'
import { type CarrierConfig, carrierSettings, readCarrier } from './config-carriers.ts'
import type { MasterKey } from './platform/keyring.ts'
import type { Secret } from './platform/secret.ts'
import {
  isLoopback,
  parseChoice,
  parseList,
  parseSecret,
  parseServiceUrl,
  parseText,
  parseWhole,
  type Setting,
  settingsReader,
} from './platform/settings.ts'

/** Every setting but those of a carrier. `.env.example` and the README table are made from this. */
export const settings = {
  HOST: { fallback: '127.0.0.1', meaning: 'Address it listens on.' },
  PORT: { fallback: '3000', meaning: 'Port it listens on.' },
  PUBLIC_URL: {
    otherwise: 'http://localhost:$PORT',
    meaning:
      'Where carriers and browsers reach it. Webhook signatures are checked against it, never against the Host header.',
  },
  DATABASE_URL: {
    fallback: 'file:data/belcode.db',
    meaning:
      'The database: `file:` and a path for the embedded SQLite, or `postgres://user:password@host/name`.',
  },
  REDIS_URL: {
    otherwise: 'in-process: one instance, forgotten at a restart',
    meaning:
      'Where limits are counted and instances hear of each other: `redis://` or `rediss://`; several nodes of a cluster by commas.',
  },
  SECRET_KEYS: {
    otherwise: 'made once beside the database when listening on loopback',
    meaning:
      'Keys that seal what is stored, as `id:base64key,…` of 32 bytes each (`openssl rand -base64 32`). The first seals, all open.',
  },
  CARRIERS: {
    fallback: 'simulated',
    meaning: 'Who places calls, in the order they are tried, such as `twilio,backup`.',
  },
  BOOTSTRAP_API_KEY: {
    otherwise: 'in demo mode one is made and printed',
    meaning:
      'On an empty database: creates tenant `demo` with this API key, 32 characters or more.',
  },
  SMTP_URL: {
    otherwise: 'in demo mode mails are written to `mail/` beside the database, else none are sent',
    meaning:
      'Mail server: `smtp://user:password@host` (STARTTLS, port 587) or `smtps://…` (port 465). Never in clear, but on loopback.',
  },
  MAIL_FROM: {
    otherwise: 'required with SMTP_URL',
    meaning: 'Who mails come from, such as `Callvoip <no-reply@example.nl>`.',
  },
  VAPID_PUBLIC_KEY: {
    otherwise: 'in demo mode made once beside the database, else no pushes are sent',
    meaning:
      'Key of the pushes to the app (`npx web-push generate-vapid-keys`). With another one every app has to subscribe anew.',
  },
  VAPID_PRIVATE_KEY: {
    otherwise: 'required with VAPID_PUBLIC_KEY',
    meaning: 'The other half of that key.',
  },
  TRUSTED_PROXIES: {
    otherwise: 'none',
    meaning: 'Addresses or networks whose X-Forwarded-For is believed, separated by commas.',
  },
  SIMULATOR_OPEN: {
    fallback: '0',
    meaning:
      '`1` lets the simulator listen off loopback. It shows codes to whoever looks: for test systems only.',
  },
  LOG_LEVEL: { fallback: 'info', meaning: 'trace, debug, info, warn, error, fatal or silent.' },
} as const satisfies Record<string, Setting>

export { carrierSettings }
export type Config = ReturnType<typeof readConfig>

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Reads every setting; throws `BadSettings` with all faults in one message. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const read = settingsReader(env)
  const host = read.required('HOST', settings.HOST, parseText, '127.0.0.1')
  const port = read.required('PORT', settings.PORT, parseWhole(1, 65_535), 3000)
  const databaseUrl = read.required('DATABASE_URL', settings.DATABASE_URL, parseDatabase, 'file:x')
  const carrierNames = read.required('CARRIERS', settings.CARRIERS, parseCarrierNames, [])
  const simulatorOpen = read.required('SIMULATOR_OPEN', settings.SIMULATOR_OPEN, parseFlag, false)

  const config = {
    host,
    port,
    publicUrl:
      read.optional('PUBLIC_URL', settings.PUBLIC_URL, parseServiceUrl) ??
      new URL(`http://localhost:${port}`),
    databaseUrl,
    /** Where what is made on this machine is kept: beside the database when that is a file. */
    dataFolder: databaseUrl.startsWith('file:')
      ? dirname(databaseUrl.slice('file:'.length))
      : 'data',
    redisUrls: read.optional('REDIS_URL', settings.REDIS_URL, parseRedisUrls) ?? [],
    secretKeys: read.optional('SECRET_KEYS', settings.SECRET_KEYS, parseMasterKeys) ?? null,
    carriers: carrierNames.map((name) => readCarrier(read, name)),
    bootstrapApiKey:
      read.optional('BOOTSTRAP_API_KEY', settings.BOOTSTRAP_API_KEY, parseApiKey) ?? null,
    smtpUrl: read.optional('SMTP_URL', settings.SMTP_URL, parseSmtpUrl) ?? null,
    mailFrom: read.optional('MAIL_FROM', settings.MAIL_FROM, parseMailFrom) ?? null,
    vapid: readVapid(read),
    trustedProxies:
      read.optional('TRUSTED_PROXIES', settings.TRUSTED_PROXIES, parseList) ?? ([] as string[]),
    logLevel: read.required('LOG_LEVEL', settings.LOG_LEVEL, parseChoice(logLevels), 'info'),
    /** Everything on this machine and nobody is really called: keys and users may be made up. */
    demo: isLoopback(host) && carrierNames.join() === 'simulated',
  }

  if (!isLoopback(host) && config.secretKeys === null)
    read.faults.push(`SECRET_KEYS: is required off loopback. ${settings.SECRET_KEYS.meaning}`)
  if (!isLoopback(host) && carrierNames.includes('simulated') && !simulatorOpen)
    read.faults.push(
      'CARRIERS: `simulated` shows codes to whoever looks; listen on loopback or set SIMULATOR_OPEN=1',
    )
  if (config.smtpUrl !== null && !env.MAIL_FROM && !env.MAIL_FROM_FILE)
    read.faults.push(`MAIL_FROM: is required with SMTP_URL. ${settings.MAIL_FROM.meaning}`)
  read.assertSound()
  return config
}

export type { CarrierConfig }

/** Both or neither, and each the other's half: a push service would refuse every push otherwise. */
function readVapid(read: ReturnType<typeof settingsReader>) {
  const publicKey = read.optional('VAPID_PUBLIC_KEY', settings.VAPID_PUBLIC_KEY, parseKey(65))
  const privateKey = read.optional('VAPID_PRIVATE_KEY', settings.VAPID_PRIVATE_KEY, parseKey(32))
  if (publicKey === undefined && privateKey === undefined) return null
  const half = privateKey && publicHalf(privateKey)
  if (publicKey !== undefined && half === publicKey)
    return { publicKey, privateKey: parseSecret(privateKey ?? '') }
  read.faults.push('VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY: must be the two halves of one key')
  return null
}

function parseKey(bytes: number) {
  return (raw: string) => {
    const key = Buffer.from(raw, 'base64url')
    if (key.length === bytes && key.toString('base64url') === raw) return raw
    throw new Error(`must be ${bytes} bytes in base64url`)
  }
}

function publicHalf(privateKey: string): string | undefined {
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(privateKey, 'base64url')
    return pair.getPublicKey('base64url')
  } catch {
    return undefined
  }
}

function parseFlag(raw: string) {
  return parseChoice(['0', '1'])(raw) === '1'
}

function parseDatabase(raw: string) {
  const isPostgres = /^postgres(ql)?:\/\/[^/]+\/[^/?]+/.test(raw) && URL.canParse(raw)
  if (/^file:.+/.test(raw) || isPostgres) return raw
  throw new Error('must be `file:` and a path, or `postgres://` with a host and a database')
}

function parseRedisUrls(raw: string) {
  const urls = parseList(raw)
  const sound = urls.every((url) => URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol))
  if (urls.length > 0 && sound) return urls
  throw new Error('must be `redis://` or `rediss://` URLs, by commas')
}

function parseSmtpUrl(raw: string): Secret {
  const url = URL.canParse(raw) ? new URL(raw) : null
  const isPlain = url !== null && url.hostname !== '' && /^\/?$/.test(url.pathname)
  if (isPlain && /^smtps?:$/.test(url.protocol) && !url.search && !url.hash) return parseSecret(raw)
  throw new Error('must be `smtp://` or `smtps://` and a host, without path or query')
}

function parseMailFrom(raw: string) {
  const [, name = '', named, bare] =
    /^(?:([^<>"\p{C}]*?)\s*<([^\s<>@,;]+@[^\s<>@,;]+)>|([^\s<>@,;]+@[^\s<>@,;]+))$/u.exec(raw) ?? []
  const address = named ?? bare
  if (address !== undefined) return { name: name.trim(), address }
  throw new Error('must be an address, or a name and an address: `Name <no-reply@example.nl>`')
}

function parseCarrierNames(raw: string) {
  const names = parseList(raw)
  const sound = names.every((name) => /^[a-z][a-z0-9-]{0,30}$/.test(name))
  if (names.length > 0 && sound && new Set(names).size === names.length) return names
  throw new Error('must be different names of small letters, digits and dashes, by commas')
}

function parseApiKey(raw: string): Secret {
  if (raw.length >= 32 && /^[\x21-\x7e]+$/.test(raw)) return parseSecret(raw)
  throw new Error('must be 32 characters or more, without spaces')
}

export function parseMasterKeys(raw: string): MasterKey[] {
  return parseList(raw).map((item) => {
    const [id = '', text = ''] = item.split(':')
    const key = Buffer.from(text, 'base64')
    if (/^[a-z0-9-]{1,20}$/.test(id) && key.length === 32) return { id, key }
    throw new Error('must be `id:base64key,…` with keys of 32 bytes')
  })
}
