import { dutch, type SpokenId } from './dutch.ts'
import { english } from './english.ts'

/** Languages a call can be held in; the first is the default. */
export const locales = ['nl-NL', 'en-GB'] as const
export type Locale = (typeof locales)[number]

const spoken: Readonly<Record<Locale, Readonly<Record<SpokenId, string>>>> = {
  'nl-NL': dutch,
  'en-GB': english,
}

const silences = {
  'silence-600ms': 0.6,
  'silence-1000ms': 1,
  'silence-1200ms': 1.2,
  'silence-1500ms': 1.5,
} as const
type SilenceId = keyof typeof silences

export type PromptId = SpokenId | SilenceId

export const promptIds: readonly PromptId[] = [
  ...(Object.keys(dutch) as SpokenId[]),
  ...(Object.keys(silences) as SilenceId[]),
]

/** What the prompt says: a sentence, or the word for a digit; nothing for a silence. */
export function promptText(locale: Locale, id: PromptId): string {
  return isSilence(id) ? '' : spoken[locale][id]
}

/** How long a silence lasts; `null` for a prompt that speaks. */
export function silenceSeconds(id: PromptId): number | null {
  return isSilence(id) ? silences[id] : null
}

/** The fault does not repeat the text it was given: it may hold a code. */
export function digitPrompt(digit: string): PromptId {
  if (!/^\d$/.test(digit)) throw new Error('Expected `digit` to be one character of 0 to 9')
  return `digit-${digit}` as PromptId
}

export function isPromptId(text: string): text is PromptId {
  return (promptIds as readonly string[]).includes(text)
}

export function isLocale(text: string): text is Locale {
  return (locales as readonly string[]).includes(text)
}

/** The nearest language we speak: `nl`, `nl-BE` and `NL_nl` are Dutch, `en-US` is English. */
export function pickLocale(wanted: string | undefined, fallback: Locale): Locale {
  const [language] = (wanted ?? '').toLowerCase().split(/[-_]/)
  return locales.find((locale) => locale.toLowerCase().split('-')[0] === language) ?? fallback
}

function isSilence(id: PromptId): id is SilenceId {
  return Object.hasOwn(silences, id)
}
