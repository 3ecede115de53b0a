const DAY_MS = 24 * 3_600_000
/** So that the end of the last day is not more than 30 days ahead, which is the most. */
const LONGEST_DAYS = 29

/** `2023-07-19`, as the Netherlands count days. */
export function dayOf(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  }).format(at)
}

/** The last moment of such a day; null when there is none. */
export function endOfDay(day: string): number | null {
  const ends = ['+01:00', '+02:00'].map((offset) => Date.parse(`${day}T23:59:59.999${offset}`))
  return ends.find((at) => !Number.isNaN(at) && dayOf(at) === day) ?? null
}

/** Which days somebody may choose from. */
export function daysAhead(now: number) {
  return { first: dayOf(now), last: dayOf(now + LONGEST_DAYS * DAY_MS) }
}
