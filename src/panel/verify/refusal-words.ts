import type { NumberRefusal } from '../../calls/index.ts'
import type { Language } from '../../pages/index.ts'
import { refusalTexts } from './refusal-texts.ts'

/** A limit said no. */
export interface LimitRefusal {
  readonly limit: string
  readonly retryAfterSeconds: number
  readonly reference: string
}

const kinds = [
  [/^stopped$/, 'stopped'],
  [/^resend-ladder$/, 'ladder'],
  [/^wrong-/, 'wrong'],
  [/in-flight$/, 'lines'],
] as const

/** What happened, when to come back, and what to tell the helpdesk. */
export function limitWords(
  language: Language,
  { limit, retryAfterSeconds, reference }: LimitRefusal,
): readonly string[] {
  const words = refusalTexts[language]
  const kind = kinds.find(([pattern]) => pattern.test(limit))?.[1] ?? 'sent'
  return [
    words.limits[kind],
    ...(kind === 'ladder' ? [] : [words.wait(timeWords(language, retryAfterSeconds))]),
    words.reference(reference),
  ]
}

export function numberWords(
  language: Language,
  reason: string,
  inWordsOfExchange = '',
): readonly string[] {
  const words = refusalTexts[language]
  const known: Readonly<Record<string, string>> = words.numbers satisfies Readonly<
    Record<NumberRefusal, string>
  >
  return [known[reason] ?? words.numberGone, ...(inWordsOfExchange ? [inWordsOfExchange] : [])]
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Rounded up, so that nobody comes back too early. */
export function timeWords(language: Language, seconds: number): string {
  const words = refusalTexts[language]
  if (seconds < 2 * MINUTE) return words.seconds(Math.max(1, Math.ceil(seconds)))
  if (seconds < 2 * HOUR) return words.minutes(Math.ceil(seconds / MINUTE))
  if (seconds <= 2 * DAY) return words.hours(Math.ceil(seconds / HOUR))
  return words.days(Math.ceil(seconds / DAY))
}
