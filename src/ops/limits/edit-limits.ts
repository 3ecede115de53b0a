import { type Replay, replay } from '../../guard/index.ts'
import { compileLimits, type LimitSet, lineOfPointer, parseLimitSet } from '../../limits/index.ts'
import type { OpsParts } from '../parts.ts'
import type { PlacedFault } from './edit-page.tsx'

const DAY_MS = 24 * 3_600_000
const lengthMs = { day: DAY_MS, week: 7 * DAY_MS } as const

export type Read = { readonly limits: LimitSet } | { readonly faults: readonly PlacedFault[] }

/** Each fault with the line that it is about. */
export function readDocument(text: string): Read {
  const read = parseLimitSet(text)
  if ('limits' in read) return read
  const lines = text.split(/\r?\n/)
  const faults = read.faults.map(({ pointer, detail }) => {
    // What is no document at all says by itself where it ends to be one.
    const said = /look at line (\d+)/.exec(detail)?.[1]
    const line = said === undefined ? lineOfPointer(text, pointer) : Number(said)
    return { line, pointer, detail, text: (lines[line - 1] ?? '').trim().slice(0, 120) }
  })
  return { faults }
}

/** Tries limits on recorded traffic, one set at a time. Null: another is being tried. */
export function createTrial({ operators }: OpsParts) {
  const { store, clock, pseudonym } = operators
  let isBusy = false

  return async (limits: LimitSet, period: keyof typeof lengthMs): Promise<Replay | null> => {
    if (isBusy) return null
    isBusy = true
    try {
      const now = clock.now()
      const numberSubject = (number: string) => pseudonym('number', number)
      const set = compileLimits(limits, { version: 0, now, numberSubject })
      return await replay(store, { set, from: now - lengthMs[period], to: now })
    } finally {
      isBusy = false
    }
  }
}
