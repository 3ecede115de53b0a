import type { Secret } from './platform/secret.ts'
import {
  parseChoice,
  parseList,
  parseSecret,
  parseServiceUrl,
  parseText,
  parseWhole,
  type Setting,
  type settingsReader,
} from './platform/settings.ts'

type Reader = ReturnType<typeof settingsReader>

/** Settings of one carrier; `<NAME>` is its name in `CARRIERS` in capitals, with `_` for `-`. */
export const carrierSettings = {
  KIND: { fallback: 'twilio', meaning: 'Which adapter it uses: `twilio`.' },
  SPEECH: {
    fallback: 'play',
    meaning: '`play` plays the recorded prompts, `say` lets the carrier read the texts aloud.',
  },
  VOICE: {
    otherwise: 'Polly.Laura-Neural (Dutch), Polly.Amy-Neural (English)',
    meaning: 'Voice for `say`.',
  },
  ACCOUNT_SID: { meaning: 'Account at the carrier, `AC…`.' },
  AUTH_TOKEN: {
    meaning: 'Auth token; it also signs webhooks. May list `new,old` while it is being changed.',
  },
  API_KEY: {
    otherwise: 'none',
    meaning: 'API key for requests, `SK…`, instead of the auth token.',
  },
  API_SECRET: { otherwise: 'none', meaning: 'Secret of that API key.' },
  FROM: { meaning: 'Caller number in E.164, or several by commas.' },
  BASE_URL: {
    otherwise: 'https://api.twilio.com',
    meaning: 'Where its API is: for Somleng and other carriers that speak the same language.',
  },
  CPS: { fallback: '1', meaning: 'Calls a second the account may start.' },
} as const satisfies Record<string, Setting>

export type CarrierConfig = ReturnType<typeof readCarrier>

/** The built-in carrier needs no settings: it is the simulator of this very service. */
export function readCarrier(read: Reader, name: string) {
  const simulated = name === 'simulated'
  const named = (key: keyof typeof carrierSettings) =>
    [`${name.toUpperCase().replaceAll('-', '_')}_${key}`, carrierSettings[key]] as const
  const needed = <T>(key: keyof typeof carrierSettings, parse: (raw: string) => T, empty: T) =>
    simulated ? empty : read.required(...named(key), parse, empty)

  return {
    name,
    simulated,
    kind: read.required(...named('KIND'), parseChoice(['twilio']), 'twilio'),
    speech: read.required(...named('SPEECH'), parseChoice(['play', 'say']), 'play'),
    voice: read.optional(...named('VOICE'), parseText) ?? null,
    accountSid: needed('ACCOUNT_SID', parseAccountSid, ''),
    authTokens: needed('AUTH_TOKEN', parseTokens, []),
    apiKey: readApiKey(read, named),
    from: needed('FROM', parseNumbers, []),
    baseUrl: read.optional(...named('BASE_URL'), parseServiceUrl) ?? null,
    callsPerSecond: simulated ? 20 : read.required(...named('CPS'), parseWhole(1, 100), 1),
  }
}

type Named = (key: 'API_KEY' | 'API_SECRET') => readonly [string, Setting]

function readApiKey(read: Reader, named: Named): { id: string; secret: Secret } | null {
  const id = read.optional(...named('API_KEY'), parseText)
  const secret = read.optional(...named('API_SECRET'), parseSecret)
  if (id && secret) return { id, secret }
  if (id || secret) read.faults.push(`${named('API_KEY')[0]}: set key and secret, or neither`)
  return null
}

function parseAccountSid(raw: string) {
  if (/^AC[0-9a-fA-F]{32}$/.test(raw)) return raw
  throw new Error('must be AC and 32 hexadecimal digits')
}

function parseTokens(raw: string): Secret[] {
  const tokens = parseList(raw)
  if (tokens.length > 0) return tokens.map(parseSecret)
  throw new Error('must hold at least one token')
}

function parseNumbers(raw: string): string[] {
  const numbers = parseList(raw)
  if (numbers.length > 0 && numbers.every((number) => /^\+[1-9]\d{6,14}$/.test(number)))
    return numbers
  throw new Error('must be E.164 numbers, such as +31850000000')
}
