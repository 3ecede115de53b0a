import type { Compilable, Kysely } from 'kysely'
import { prepared, type Statement } from './prepared.ts'

/**
 * A statement over a list, for each part of it: lists come in all lengths, and one text for each would
 * be built, parsed and planned every time. Parts are as long as a power of two, so that a handful of
 * texts does. `most`: of one part, a power of two.
 */
export function byTwos<Db extends Pick<Kysely<unknown>, 'getExecutor'>, Item extends object>(
  most: number,
  build: (db: Db, items: readonly Item[]) => Compilable<unknown>,
) {
  const ofSize = new Map<number, (db: Db, items: readonly Item[]) => Statement<unknown>>()
  const preparedFor = (size: number) => {
    const known = ofSize.get(size) ?? prepared((db: Db, items) => build(db, Object.values(items)))
    ofSize.set(size, known)
    return known
  }

  return (db: Db, items: readonly Item[]): Statement<unknown>[] => {
    const parts: Statement<unknown>[] = []
    for (let from = 0; from < items.length; ) {
      const size = Math.min(most, 2 ** Math.floor(Math.log2(items.length - from)))
      parts.push(preparedFor(size)(db, items.slice(from, from + size)))
      from += size
    }
    return parts
  }
}
