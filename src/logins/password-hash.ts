import { randomBytes } from 'node:crypto'

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one thread, or more. */
export const argon2Costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const { memoryCost, timeCost, parallelism } = argon2Costs
const beginning = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`

/** Whether a hash was made as it would be made now. */
export function isCurrent(hash: string): boolean {
  return hash.startsWith(beginning)
}

/**
 * The hash of a password that nobody has seen, not even we: drawn at random, it costs nothing to make
 * and as much as any other to try.
 */
export function drawHash(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64').replace(/=+$/, '')
  return `${beginning}${part(16)}$${part(32)}`
}
