import { randomInt } from 'node:crypto'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * How long after each attempt that failed the next one comes: the suggestion of the Standard
 * Webhooks specification, which is as good for mail. Together three days.
 */
const delays = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** The first one, and one after each delay. */
export const ATTEMPTS_MOST = delays.length + 1

/** Null when the attempts are used up. Up to a tenth later, so that what failed together parts. */
export function retryAfterMs(attempts: number): number | null {
  const delay = delays[attempts - 1]
  return delay === undefined ? null : delay + randomInt(delay / 10)
}
