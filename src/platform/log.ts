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
  return destination ? pino(options, destination) : pino(options)
}

const names = ['authorization', 'to', 'from', 'code', 'digits', 'Digits', 'body', 'token', 'secret']
const redacted = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
