export interface RedisAddress {
  readonly host: string
  readonly port: number
  readonly username: string | undefined
  readonly password: string | undefined
  readonly db: number
  readonly tls: object | undefined
}

/** Reads `redis://user:password@host:port/db`, or `rediss://` for TLS. */
export function toRedisAddress(text: string): RedisAddress {
  // Not `new URL`: its error carries the text, and with it the password.
  const url = URL.canParse(text) ? new URL(text) : null
  const db = Number(url?.pathname.slice(1))
  if (!url || !/^rediss?:$/.test(url.protocol) || !url.hostname || !Number.isInteger(db))
    throw new Error(
      'An address of Redis is redis:// or rediss://, a host, and maybe a port and /db',
    )

  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    username: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    db,
    tls: url.protocol === 'rediss:' ? {} : undefined,
  }
}
