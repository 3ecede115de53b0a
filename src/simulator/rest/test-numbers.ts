import type { RestErrorCode } from './errors.ts'

/**
 * Numbers that make the carrier fail in one particular way: Twilio's magic numbers where they exist,
 * and a range of valid Dutch mobile numbers for what Twilio has none for.
 */
export interface Trouble {
  /** The request is refused with this error. */
  readonly error?: RestErrorCode
  /** What is wrong with the answer. */
  readonly answer?:
    | 'none'
    | 'reset'
    | 'broken'
    | 'empty-list'
    | 'dripping'
    | 'server-error'
    | 'html'
  /** The call is made all the same: the ambiguous cases. */
  readonly called?: boolean
}

const troubleTo: Readonly<Record<string, Trouble>> = {
  '+15005550001': { error: 21217 },
  '+15005550002': { error: 21214 },
  '+15005550003': { error: 21215 },
  '+15005550004': { error: 21216 },

  '+31610000001': { answer: 'none' },
  '+31610000002': { answer: 'none', called: true },
  '+31610000003': { answer: 'reset' },
  '+31610000004': { answer: 'reset', called: true },
  '+31610000005': { answer: 'broken', called: true },
  '+31610000006': { answer: 'empty-list', called: true },
  '+31610000007': { answer: 'server-error', called: true },
  '+31610000008': { answer: 'dripping', called: true },

  '+31610000211': { error: 21211 },
  '+31610000214': { error: 21214 },
  '+31610000215': { error: 21215 },
  '+31610000216': { error: 21216 },
  '+31610000219': { error: 21219 },
  '+31610000401': { error: 20003 },
  '+31610000402': { error: 20005 },
  '+31610000403': { error: 20403 },
  '+31610000429': { error: 20429 },
  '+31610000500': { error: 20500 },
  '+31610000502': { answer: 'html' },
  '+31610000503': { error: 20503 },
}

const testRange = '+1500555'
const validFrom = '+15005550006'
const invalidFrom = '+15005550001'

export function findTrouble(to: string): Trouble | null {
  return Object.hasOwn(troubleTo, to) ? (troubleTo[to] ?? null) : null
}

/** Every number of the table, for documentation and for tests that walk through them. */
export const troublesomeNumbers: readonly string[] = Object.keys(troubleTo)

/** Twilio's magic numbers to call from; every other number is taken to be the account's own. */
export function errorOfFrom(from: string): RestErrorCode | null {
  if (!from.startsWith(testRange) || from === validFrom) return null
  return from === invalidFrom ? 21212 : 21210
}
