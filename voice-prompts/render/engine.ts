import type { Locale } from '../../src/calls/prompts/catalogue.ts'
import type { Sound } from './sound.ts'

/** What turns a text into speech, while prompts are made and never while the service runs. */
export interface Engine {
  /** Name and version, as they stand in the manifest. */
  readonly name: string
  readonly voices: Readonly<Record<Locale, string>>
  speak(locale: Locale, text: string): Promise<Sound>
}
