/** What a `<Gather>` has so far. */
export interface KeyEntry {
  readonly digits: string
  /** The key that ended it, if one did; it is not among the digits. */
  readonly finishedOnKey: string
  readonly complete: boolean
}

export interface KeyRules {
  readonly numDigits: number
  /** Empty: no key ends it. */
  readonly finishOnKey: string
}

export const noKeys: KeyEntry = { digits: '', finishedOnKey: '', complete: false }

export function takeKey(entry: KeyEntry, key: string, rules: KeyRules): KeyEntry {
  if (rules.finishOnKey.includes(key)) return { ...entry, finishedOnKey: key, complete: true }
  const digits = entry.digits + key
  return { ...entry, digits, complete: digits.length >= rules.numDigits }
}
