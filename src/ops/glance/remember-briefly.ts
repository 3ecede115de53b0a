import type { Clock } from '../../platform/clock.ts'

interface Remembered<T> {
  readonly until: number
  readonly found: Promise<T>
}

/** However many look at the console, the database is asked once in a while. */
export function rememberBriefly<Key, T>(
  clock: Pick<Clock, 'now'>,
  { find, keepMs }: { find: (key: Key) => Promise<T>; keepMs: (key: Key) => number },
) {
  const known = new Map<Key, Remembered<T>>()

  return (key: Key): Promise<T> => {
    const now = clock.now()
    const kept = known.get(key)
    if (kept && now < kept.until) return kept.found
    const found = find(key)
    known.set(key, { found, until: now + keepMs(key) })
    found.catch(() => known.delete(key))
    return found
  }
}
