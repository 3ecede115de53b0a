import { StoreUnavailable } from '../problem.ts'

/**
 * What went wrong, in words that may be logged. The error of ioredis stays here: it carries the
 * command with its arguments (a password among them), and its message may hold an address.
 */
export function toReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, lastNodeError } = error as NodeJS.ErrnoException & { lastNodeError?: unknown }
  if (lastNodeError) return toReason(lastNodeError)
  if (typeof code === 'string') return code
  // A server repeats what it did not understand: "unknown command …, with args beginning with: …".
  return error.message.split(/,? with args/i)[0] ?? ''
}

export function toStoreUnavailable(error: unknown): StoreUnavailable {
  return new StoreUnavailable('Redis', new Error(toReason(error)))
}
