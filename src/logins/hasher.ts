import { argon2Costs } from './password-hash.ts'
import { createTurnstile } from './turnstile.ts'

/** Argon2id. Null: too many wait already; nothing was computed. */
export interface PasswordHasher {
  hash(password: string): Promise<string | null>
  verify(hash: string, password: string): Promise<boolean | null>
}

interface HasherOptions {
  /** A key of ours: who has the database alone cannot try passwords against it. */
  readonly pepper: Buffer
  readonly atOnce?: number
  readonly waiting?: number
}

/** Each takes 19 MiB and a core for some 25 ms: of the four threads of Node, two at most. */
const AT_ONCE = 2
/** About a second of waiting. */
const WAITING_MOST = 60

export function createHasher(options: HasherOptions): PasswordHasher {
  const { pepper, atOnce = AT_ONCE, waiting = WAITING_MOST } = options
  const pass = createTurnstile({ atOnce, waiting })
  // Loaded with the first password: most commands never see one.
  const argon2 = () => import('@node-rs/argon2')
  const keyed = { ...argon2Costs, secret: pepper }

  return {
    hash: (password) => pass(async () => (await argon2()).hash(toHashed(password), keyed)),
    verify: (hash, password) =>
      pass(async () => (await argon2()).verify(hash, toHashed(password), keyed)),
  }
}

/**
 * One form for what two keyboards send as different bytes: spaces become plain ones, letters with
 * accents become one character (RFC 8265 section 4.2.1).
 */
function toHashed(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC')
}
