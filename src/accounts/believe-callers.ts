import { type Caller, digestOf } from './api-key.ts'

/**
 * How long an instance believes what it read of a key: it saves busy panels a round trip in each
 * request, and a key that was revoked works this much longer at most. So does a policy that was
 * changed where no signal tells of it. Held by `test/http/revoked-key.test.ts`.
 */
const BELIEVED_MS = 1000
const KNOWN_MOST = 1000

export interface BelievedCallers {
  readonly find: (key: string) => Promise<Caller | null>
  /** Something changed: whoever asks next is looked up. */
  readonly forget: () => void
}

/** Looks callers up, and for a second remembers those that are there; strangers always are looked up. */
export function believeCallers(
  find: BelievedCallers['find'],
  now: () => number = () => performance.now(),
): BelievedCallers {
  let known = new Map<string, { caller: Caller; until: number }>()

  return {
    async find(key) {
      const digest = digestOf(key)
      const believed = known.get(digest)
      if (believed && now() < believed.until) return believed.caller
      known.delete(digest)
      // From before the question on: what changes while it is answered is not believed for longer.
      const until = now() + BELIEVED_MS
      const knownWhenAsked = known
      const caller = await find(key)
      if (known.size >= KNOWN_MOST) known.clear()
      if (caller) knownWhenAsked.set(digest, { caller, until })
      return caller
    },
    forget() {
      known = new Map()
    },
  }
}
