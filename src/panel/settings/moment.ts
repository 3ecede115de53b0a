import type { Visit } from '../visit.ts'

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const

/** A moment as people write it, by the clock of the Netherlands. */
export function toMoment({ language }: Pick<Visit, 'language'>, at: number): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Amsterdam',
  }).format(at)
}
