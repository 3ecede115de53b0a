import type { Refusal } from './demo.ts'
import type { Texts } from './texts.ts'

/** Why the phone did not ring, in sentences for the person who pressed the button. */
export function ringRefusalWords(texts: Texts, refusal: Refusal): string {
  if (refusal.code === 'number-refused' || refusal.code === 'body-invalid')
    return numberWords(texts, refusal.reason ?? 'unreadable')
  return [texts.refusal.heading, ...limitWords(texts, refusal)].join(' ')
}

/** Why a code was not looked at. */
export function checkRefusalWords(texts: Texts, refusal: Refusal): string {
  if (refusal.code === 'body-invalid') return texts.refusal.digits
  return limitWords(texts, refusal).join(' ')
}

function numberWords({ refusal }: Texts, reason: string) {
  const known: Readonly<Record<string, string>> = refusal.reasons
  return known[reason] ?? `${refusal.number} (${reason})`
}

function limitWords(texts: Texts, { title, limit, retryAfterSeconds, reference }: Refusal) {
  const { refusal } = texts
  return [
    limit === undefined ? `${title}.` : limitWord(texts, limit),
    ...(retryAfterSeconds === undefined ? [] : [refusal.wait(timeWords(texts, retryAfterSeconds))]),
    ...(reference === undefined ? [] : [refusal.reference(reference)]),
  ]
}

function limitWord({ refusal }: Texts, limit: string) {
  return limit === 'stopped' ? refusal.stopped : refusal.limit(limit)
}

/** Rounded up, so that nobody comes back too early. */
function timeWords({ refusal: { seconds, minutes, hours } }: Texts, count: number) {
  if (count < 120) return seconds(count)
  return count < 2 * 3600 ? minutes(Math.ceil(count / 60)) : hours(Math.ceil(count / 3600))
}
