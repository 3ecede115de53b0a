import { blank, digestContent, hashEntry } from './entry-hash.ts'
import type { SealedRow } from './read-entries.ts'
import { BY_RETENTION, mayBeForgotten } from './retention.ts'

interface Place {
  /** Hash of the entry before. */
  readonly previous: string
  readonly now: number
}

/** What is wrong with an entry where it stands; null when nothing is. */
export function judgeEntry(entry: SealedRow, { previous, now }: Place) {
  if (hashEntry(previous, entry) !== entry.hash) return 'changed'
  if ((entry.salt === null || entry.erased_by !== null) && !isBlank(entry)) return 'content-changed'
  if (entry.salt !== null)
    return digestContent(entry.salt, entry) === entry.digest ? null : 'content-changed'
  if (entry.erased_by === null) return 'content-taken'
  if (entry.erased_by === BY_RETENTION && !mayBeForgotten(entry, now)) return 'content-taken'
  return null
}

function isBlank({ about, agent, ip, detail }: SealedRow) {
  const { about: none, detail: nothing } = blank
  return about === none && detail === nothing && agent === null && ip === null
}
