import { createHash, timingSafeEqual } from 'node:crypto'

export interface Account {
  readonly accountSid: string
  readonly authToken: string
  /** API keys of the account: secret by SK-sid. */
  readonly apiKeys?: Readonly<Record<string, string>>
}

/** HTTP Basic with the account's own token, or with one of its API keys. */
export function isAuthentic(account: Account, authorization: string | undefined): boolean {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? []
  const [name = '', ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const secret = secretOf(account, name)
  return secret !== null && equal(rest.join(':'), secret)
}

function secretOf({ accountSid, authToken, apiKeys = {} }: Account, name: string): string | null {
  if (name === accountSid) return authToken
  return Object.hasOwn(apiKeys, name) ? (apiKeys[name] ?? null) : null
}

function equal(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
