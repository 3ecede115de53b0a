import type { Language } from '../../pages/index.ts'

const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const
const MICROS = 1_000_000

/** By the clock of the Netherlands. */
function format(language: Language, options: Intl.DateTimeFormatOptions) {
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'Europe/Amsterdam' })
}

const formats = {
  moment: { dateStyle: 'medium', timeStyle: 'medium' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const

export function toMoment(language: Language, at: number, how: keyof typeof formats = 'moment') {
  return format(language, formats[how]).format(at)
}

export function toNumber(language: Language, value: number): string {
  return value.toLocaleString(LOCALES[language])
}

export function toEuros(language: Language, micros: number): string {
  // A call costs cents and parts of them.
  const maximumFractionDigits = Math.abs(micros) < MICROS ? 3 : 2
  const money = {
    ...({ style: 'currency', currency: 'EUR' } as const),
    ...{ minimumFractionDigits: 2, maximumFractionDigits },
  }
  return (micros / MICROS).toLocaleString(LOCALES[language], money)
}

/** `87%`; a dash where there is nothing to be a part of. */
export function toShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)}%`
}

/** A word of a catalogue, or the code itself where it is newer than the words. */
export function wordFor(words: object, code: string): string {
  const word: unknown = Object.hasOwn(words, code) ? words[code as never] : undefined
  return typeof word === 'string' ? word : code
}
