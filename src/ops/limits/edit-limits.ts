import type { TrialBegun } from '../../guard/index.ts'
import { type LimitSet, lineOfPointer, parseLimitSet } from '../../limits/index.ts'
import type { OpsParts } from '../parts.ts'
import { type Draft, periodMs } from './draft.ts'
import type { PlacedFault } from './faults.tsx'

export type Read = { readonly limits: LimitSet } | { readonly faults: readonly PlacedFault[] }

/** Each fault with the line that it is about. */
export function readDocument(text: string): Read {
  const read = parseLimitSet(text)
  if ('limits' in read) return read
  const lines = text.split(/\r?\n/)
  const faults = read.faults.map((fault) => {
    const { pointer, said } = fault
    const line = said.kind === 'no-document' ? said.line : lineOfPointer(text, pointer)
    return { fault, line, text: (lines[line - 1] ?? '').trim().slice(0, 120) }
  })
  return { faults }
}

interface Tried {
  readonly limits: LimitSet
  readonly draft: Draft
  /** The operator. */
  readonly author: string
}

/** Begins to try what was typed on recorded traffic. */
export function beginTrial(
  { trials, operators }: OpsParts,
  { limits, draft, author }: Tried,
): Promise<TrialBegun> {
  const { text: document, reason, version: basedOn, period } = draft
  const until = operators.clock.now()
  const since = until - periodMs[period]
  return trials.begin({ limits, author, since, until, draft: { document, reason, basedOn } })
}
