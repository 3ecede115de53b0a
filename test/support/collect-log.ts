import { PassThrough } from 'node:stream'
import { createLog, type Log } from '../../src/platform/log.ts'

/** A log at its loudest, and every line of it so far. */
export function collectLog(): { readonly log: Log; readonly lines: readonly string[] } {
  const lines: string[] = []
  const sink = new PassThrough().on('data', (line) => lines.push(String(line)))
  return { log: createLog('trace', sink), lines }
}
