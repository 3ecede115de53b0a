import { type Caller, digestOf } from './api-key.ts'

/**
 * How long an instance believes what it read of a key: it saves busy panels a round trip in each
 * request, and a key that was revoked, or a policy that was changed, works this much longer at most.
 * Held by `test/http/revoked-key.test.ts`.
 */
const BELIEVED_MS = 1000
const KNOWN_MOST = 1000

type Find = (key: string) => Promise<Caller | null>

/** Looks callers up, and for a second remembers those that are there; strangers always are looked up. */
export function believeCallers(find: Find, now: () => number = () => performance.now()): Find {
  const known = new Map<string, { caller: Caller; until: number }>()

  return async (key) => {
    const digest = digestOf(key)
    const believed = known.get(digest)
    if (believed && now() < believed.until) return believed.caller
    known.delete(digest)
    // From before the question on: what changes while it is answered is not believed for longer.
    const until = now() + BELIEVED_MS
    const caller = await find(key)
    if (known.size >= KNOWN_MOST) known.clear()
    if (caller) known.set(digest, { caller, until })
    return caller
  }
}
