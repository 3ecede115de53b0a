import type { Charge, Limit } from '../limits/index.ts'

const MINUTE = 60
const DAY = 24 * 60 * MINUTE

/**
 * Of the console itself. They are no rules of a limit set: whoever tunes limits in the console could
 * open it to guessing with them.
 */
const limits = {
  nameFromPlace: limit('operator-passwords-name-ip-15m', 10, 15 * MINUTE),
  name: limit('operator-passwords-name-24h', 50, DAY),
  place: limit('operator-passwords-ip-10m', 30, 10 * MINUTE),
  codes: limit('operator-codes-24h', 10, DAY),
  codesLong: limit('operator-codes-30d', 25, 30 * DAY),
} as const

function limit(name: string, quota: number, windowSeconds: number): Limit {
  return { name, quota, windowSeconds }
}

interface Guesser {
  /** Keyed hashes. */
  readonly name: string
  readonly ip: string
  /** Strangers elsewhere lock nobody out of where they usually are. */
  readonly isKnownPlace: boolean
}

export function passwordCharges({ name, ip, isKnownPlace }: Guesser): Charge[] {
  const everywhere = isKnownPlace ? [] : [charge(limits.name, name)]
  return [charge(limits.nameFromPlace, `${name}.${ip}`), charge(limits.place, ip), ...everywhere]
}

/** Reached after the right password alone, so that nobody is locked out by strangers. */
export function codeCharges(operatorId: string): Charge[] {
  return [charge(limits.codes, operatorId), charge(limits.codesLong, operatorId)]
}

function charge(one: Limit, value: string): Charge {
  return { limit: one, subject: `{operators}:operator:${value}` }
}
