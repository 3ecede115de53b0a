import {
  isLocale,
  type Locale,
  locales,
  type PromptId,
  promptIds,
  promptText,
  silenceSeconds,
} from '../prompts/catalogue.ts'
import { toXmlText } from './xml.ts'

/** How a carrier is made to speak: every prompt is an element of its own, silences too. */
export interface Speech {
  speak(locale: string, prompt: PromptId): string
  pause(locale: string, seconds: number): string
}

/** One voice for each language: a voice with a language it does not speak says nothing at all. */
export type Voices = Readonly<Record<Locale, string>>

export const usualVoices: Voices = { 'nl-NL': 'Polly.Laura-Neural', 'en-GB': 'Polly.Amy-Neural' }

const silenceOf = new Map(promptIds.map((id) => [silenceSeconds(id), id]))

/** By `<Play>` of our recordings below `home`, such as `https://otp.example.nl`. */
export function recordedSpeech(home: string): Speech {
  const folder = `${toXmlText(home)}/prompts`
  const speak = (locale: string, prompt: PromptId) =>
    `<Play>${folder}/${languageOf(locale)}/${prompt}.wav</Play>`

  return {
    speak,
    // `<Pause>` knows whole seconds only, and not every carrier allows it inside `<Gather>`.
    pause(locale, seconds) {
      const silence = silenceOf.get(seconds)
      return silence ? speak(locale, silence) : pauseElement(seconds)
    },
  }
}

/** By `<Say>`, in the carrier's own voices. A digit comes as a word and is alone in its element. */
export function spokenSpeech(
  voices: Voices,
  textOf: (locale: Locale, prompt: PromptId) => string = promptText,
): Speech {
  return {
    speak(locale, prompt) {
      const silence = silenceSeconds(prompt)
      if (silence !== null) return pauseElement(silence)

      const language = languageOf(locale)
      const text = toXmlText(textOf(language, prompt))
      return `<Say voice="${toXmlText(voices[language])}" language="${language}">${text}</Say>`
    },
    pause: (_locale, seconds) => pauseElement(seconds),
  }
}

function languageOf(locale: string): Locale {
  return isLocale(locale) ? locale : locales[0]
}

function pauseElement(seconds: number): string {
  return `<Pause length="${Math.ceil(seconds)}"/>`
}
