/** Where the people are to whom a date was told, whatever the clock of the server. */
const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
  ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
})

/**
 * The same time of the same day, that many calendar months later; the last day of a month that has no
 * such day.
 */
export function monthsLater(at: number, months: number): number {
  const local = new Date(at + offsetAt(at))
  const day = local.getUTCDate()
  local.setUTCDate(1)
  local.setUTCMonth(local.getUTCMonth() + months)
  local.setUTCDate(Math.min(day, daysIn(local)))
  // Summer time may begin or end in between; the second look is at the other side of it.
  const near = local.getTime() - offsetAt(local.getTime())
  return local.getTime() - offsetAt(near)
}

/** How far the wall clock is ahead of UTC, in milliseconds. */
function offsetAt(at: number): number {
  const parts = Object.fromEntries(
    wallClock.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const shown = Date.UTC(year, month - 1, day, hour, minute, second)
  return shown - Math.floor(at / 1000) * 1000
}

function daysIn(month: Date): number {
  return new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate()
}
