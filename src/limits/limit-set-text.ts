import { LineCounter, parseDocument, stringify } from 'yaml'
import { fault } from './limit-fault.ts'
import type { LimitSet } from './limit-set.ts'
import { type ReadLimits, readLimitSet } from './read-limit-set.ts'

/** YAML, of which JSON is a part. */
export function parseLimitSet(text: string): ReadLimits {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false, schema: 'core' })
  const [error] = document.errors
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0])
    return { faults: fault('', { kind: 'no-document', line }) }
  }
  try {
    return readLimitSet(document.toJS())
  } catch {
    return { faults: fault('', { kind: 'many-aliases' }) }
  }
}

export function formatLimitSet(limits: LimitSet): string {
  return stringify(limits, { lineWidth: 100 })
}
