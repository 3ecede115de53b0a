import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Locale } from '../../src/calls/prompts/catalogue.ts'
import type { Engine } from './engine.ts'
import { readWav } from './sound.ts'

const voices = { 'nl-NL': 'nl-NL-Wavenet-F', 'en-GB': 'en-GB-Neural2-A' } as const
const speakingRate = 0.85

/** Google Cloud text-to-speech; `null` where no credentials are set up. */
export async function findGoogle(): Promise<Engine | null> {
  if (!hasCredentials()) return null
  const { TextToSpeechClient } = await import('@google-cloud/text-to-speech')
  return createGoogleEngine(new TextToSpeechClient())
}

/** The part of Google's client that is used. */
interface SpeechClient {
  synthesizeSpeech(
    request: SpeechRequest,
  ): Promise<[{ audioContent?: Uint8Array | string | null }, ...unknown[]]>
}

interface SpeechRequest {
  readonly input: { readonly text: string }
  readonly voice: { readonly languageCode: Locale; readonly name: string }
  readonly audioConfig: {
    readonly audioEncoding: 'LINEAR16'
    readonly sampleRateHertz: number
    readonly speakingRate: number
  }
}

export function createGoogleEngine(client: SpeechClient): Engine {
  return {
    name: 'Google Cloud text-to-speech v1',
    voices,
    async speak(locale, text) {
      const [{ audioContent }] = await client.synthesizeSpeech({
        input: { text },
        voice: { languageCode: locale, name: voices[locale] },
        audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: 24_000, speakingRate },
      })
      if (!(audioContent instanceof Uint8Array)) throw new Error('Google sent no audio')
      return readWav(Buffer.from(audioContent))
    },
  }
}

/** The two places where Google's own tools keep them. */
function hasCredentials(): boolean {
  const folder = process.env.CLOUDSDK_CONFIG ?? join(homedir(), '.config', 'gcloud')
  return (
    Boolean(process.env.GOOGLE_APPLICATION_CREDENTIALS) ||
    existsSync(join(folder, 'application_default_credentials.json'))
  )
}
