import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * One JSON line per event. Nobody logs bodies, addresses or headers; the paths below are a second
 * net for an object that slipped through. `test/security/canary.test.ts` reads what was really logged.
 */
export function createLog(level: string, destination?: NodeJS.WritableStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redacted, censor: '[redacted]' },
  }
  return pino(options, destination ?? openStandardOutput())
}

/**
 * Lines leave together, at most this much later: one at a time, each costs as much as a round trip to
 * Redis (7 % of a request). What is left is written when the process ends.
 */
const LATE_MOST_MS = 100
const WRITTEN_AT_ONCE_BYTES = 4096

function openStandardOutput() {
  const output = pino.destination({ sync: false, minLength: WRITTEN_AT_ONCE_BYTES })
  setInterval(() => output.flush(), LATE_MOST_MS).unref()
  return output
}

const names = ['authorization', 'to', 'from', 'code', 'digits', 'Digits', 'body', 'token', 'secret']
const redacted = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
