/** As long as a panel may take to trade an assertion for a session. */
export const ASSERTION_LIFE_MS = 5 * 60_000
/** How long whoever verifies may keep the key set: the `max-age` of its answer. */
export const KEY_SET_CACHED_MS = 5 * 60_000
/** How often an instance reads which keys there are. */
export const KEYS_READ_EVERY_MS = 60_000
/** For clocks that differ and readings that are late. */
const SLACK_MS = 60_000

/** A signing key, as far as its time is concerned. */
export interface Scheduled {
  /** When it was published. */
  readonly createdAt: number
}

/**
 * When a new key begins to sign: once no instance and no cache can be without it. All instances work
 * this out of the same rows, so that they change over together without a word to each other.
 */
export function signsFrom({ createdAt }: Scheduled): number {
  return createdAt + KEYS_READ_EVERY_MS + KEY_SET_CACHED_MS + SLACK_MS
}

/** The newest key whose time has come; the first of all needs no wait. `keys` are in order of age. */
export function pickSigning<Key extends Scheduled>(keys: readonly Key[], now: number): Key {
  const [oldest] = keys
  if (!oldest) throw new Error('There is no signing key')
  return keys.findLast((key) => signsFrom(key) <= now) ?? oldest
}

/** All but those that were followed so long ago that nothing they signed is still good. */
export function pickPublished<Key extends Scheduled>(keys: readonly Key[], now: number): Key[] {
  return keys.filter((_key, index) => {
    const next = keys[index + 1]
    return !next || now < runsOut(next)
  })
}

/** When the key before this one is good for nothing any more. */
function runsOut(next: Scheduled) {
  return signsFrom(next) + KEYS_READ_EVERY_MS + ASSERTION_LIFE_MS + SLACK_MS
}
