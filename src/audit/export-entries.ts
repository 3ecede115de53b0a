import type { Store } from '../store/index.ts'
import { readWanted, type SealedRow, type Wanted } from './read-entries.ts'

/**
 * Entries as JSON lines, a page at a time. A line holds all that is needed to check it without us:
 * `docs/audit.md` says how.
 */
export async function* exportEntries(store: Store, wanted: Wanted): AsyncGenerator<string> {
  for await (const page of readWanted(store, wanted)) yield toLines(page)
}

export function toLines(page: readonly SealedRow[]) {
  return page.map((row) => `${JSON.stringify(toEntry(row))}\n`).join('')
}

/** An entry as the API and the export show it. */
export function toEntry(row: SealedRow) {
  const { seq, id, at, kind, actor, salt, digest, hash, erased_by } = row
  return {
    ...{ seq, id, at: new Date(at).toISOString(), kind, actor },
    ...(erased_by === null ? contentOf(row) : gone),
    erasedBy: erased_by,
    ...{ salt, digest, hash },
  }
}

const gone = { about: null, agent: null, ip: null, detail: null }

function contentOf({ about, agent, ip, detail }: SealedRow) {
  return { about, agent, ip, detail: JSON.parse(detail) as Record<string, unknown> }
}
