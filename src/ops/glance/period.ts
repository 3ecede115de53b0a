const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const periodNames = ['today', 'day', 'week', 'month'] as const
export type PeriodName = (typeof periodNames)[number]

/** A time that is looked at, in steps. */
export interface Period {
  readonly name: PeriodName
  readonly from: number
  readonly to: number
  readonly stepMs: number
}

const spans = {
  day: { lengthMs: DAY_MS, stepMs: HOUR_MS / 2 },
  week: { lengthMs: 7 * DAY_MS, stepMs: 4 * HOUR_MS },
  month: { lengthMs: 30 * DAY_MS, stepMs: DAY_MS },
} as const

export function periodOf(name: PeriodName, now: number): Period {
  if (name === 'today') return { name, from: midnightBefore(now), to: now, stepMs: HOUR_MS / 2 }
  const { lengthMs, stepMs } = spans[name]
  // From a whole step on, so that the plot stands still while its last step grows.
  const from = Math.floor((now - lengthMs) / stepMs + 1) * stepMs
  return { name, from, to: now, stepMs }
}

/** Where the day began in the Netherlands; the hour that a change of the clock takes is counted. */
export function midnightBefore(now: number): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    timeZone: 'Europe/Amsterdam',
  })
  const sinceMidnight = (at: number) => {
    const [hours = 0, minutes = 0, seconds = 0] = clock.format(at).split(':').map(Number)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (at % 1000)
  }
  const guess = now - sinceMidnight(now)
  const off = sinceMidnight(guess)
  return off === 0 ? guess : off > DAY_MS / 2 ? guess + DAY_MS - off : guess - off
}
