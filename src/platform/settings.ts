import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { Secret } from './secret.ts'

type Env = Readonly<Record<string, string | undefined>>

/** One setting as people read it; documentation and reader share this declaration. */
export interface Setting {
  /** Raw text, read like a value from outside; `undefined`: no default. */
  readonly fallback?: string
  /** What to print as the default where `fallback` alone does not tell. */
  readonly otherwise?: string
  readonly meaning: string
}

/** What is wrong with the settings: every fault at once, by name, never with a value. */
export class BadSettings extends Error {
  override readonly name = 'BadSettings'

  constructor(faults: readonly string[]) {
    super(`Bad settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  }
}

/**
 * Reads settings and remembers every fault, so that an operator mends them in one go. A faulty
 * setting yields a placeholder that nobody sees: `assertSound` throws first. Any setting may be
 * given as `<NAME>_FILE` instead: a file that holds the value, which is how secrets are mounted.
 */
export function settingsReader(env: Env) {
  const faults: string[] = []

  function optional<T>(name: string, setting: Setting, parse: (raw: string) => T): T | undefined {
    try {
      const raw = rawValue(env, name) || setting.fallback
      return raw === undefined ? undefined : parse(raw)
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`)
      return undefined
    }
  }

  return {
    faults,
    optional,
    required<T>(name: string, setting: Setting, parse: (raw: string) => T, placeholder: T): T {
      const missing = !env[name] && !env[`${name}_FILE`] && setting.fallback === undefined
      if (missing) faults.push(`${name}: is required. ${setting.meaning}`)
      return optional(name, setting, parse) ?? placeholder
    },
    assertSound() {
      if (faults.length > 0) throw new BadSettings(faults)
    },
  }
}

function rawValue(env: Env, name: string): string | undefined {
  const file = env[`${name}_FILE`]
  if (!file) return env[name]
  if (env[name]) throw new Error(`is set, and so is ${name}_FILE`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Error(`the file that ${name}_FILE names cannot be read`)
  }
}

export const parseText = (raw: string) => raw

export const parseSecret = (raw: string) => new Secret(raw)

export const parseList = (raw: string) =>
  raw
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

export function parseWhole(least: number, most: number) {
  return (raw: string) => {
    const value = Number(raw)
    if (/^\d{1,9}$/.test(raw) && value >= least && value <= most) return value
    throw new Error(`must be a whole number from ${least} to ${most}`)
  }
}

export function parseChoice<const T extends string>(choices: readonly T[]) {
  return (raw: string): T => {
    const found = choices.find((choice) => choice === raw)
    if (found === undefined) throw new Error(`must be one of ${choices.join(', ')}`)
    return found
  }
}

/** An absolute http(s) URL without query, fragment or credentials; plain http on loopback only. */
export function parseServiceUrl(raw: string): URL {
  const url = URL.canParse(raw) ? new URL(raw) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('must be an absolute http(s) URL')
  if (url.search || url.hash || url.username || url.password)
    throw new Error('must have no query, fragment or credentials')
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new Error('must be https, except on a loopback address')
  return url
}

export function isLoopback(host: string) {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}
