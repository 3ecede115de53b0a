import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Locale,
  type PromptId,
  promptIds,
  promptText,
  silenceSeconds,
} from '../../src/calls/prompts/catalogue.ts'
import { type PromptManifest, sha256 } from '../../src/calls/prompts/prompt-files.ts'
import type { Engine } from './engine.ts'
import { type Sound, writeWav } from './sound.ts'
import { silence, toTelephonePrompt } from './telephone-prompt.ts'

interface Rendered {
  readonly id: PromptId
  readonly audio: Buffer
  readonly durationSeconds: number
  readonly engine: string
  readonly voice: string
}

/** Writes nothing before everything is spoken, and leaves nothing behind that is no longer said. */
export async function renderLocale(folder: string, locale: Locale, engine: Engine) {
  const rendered: Rendered[] = []
  for (const id of promptIds) rendered.push(await renderPrompt(locale, id, engine))

  const home = join(folder, locale)
  mkdirSync(home, { recursive: true })
  for (const file of staleFiles(home)) rmSync(join(home, file))
  for (const { id, audio } of rendered) writeFileSync(join(home, `${id}.wav`), audio)
  writeFileSync(join(home, 'manifest.json'), toManifest(locale, rendered))

  const seconds = rendered.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
  return { count: rendered.length, seconds }
}

/** Recordings that no id of the catalogue asks for. */
export function staleFiles(home: string): string[] {
  const wanted = new Set(promptIds.map((id) => `${id}.wav`))
  return readdirSync(home).filter((file) => file.endsWith('.wav') && !wanted.has(file))
}

async function renderPrompt(locale: Locale, id: PromptId, engine: Engine): Promise<Rendered> {
  const seconds = silenceSeconds(id)
  if (seconds !== null) return toRendered(id, silence(seconds), { engine: 'none', voice: 'none' })

  const speech = await engine.speak(locale, promptText(locale, id))
  const source = { engine: engine.name, voice: engine.voices[locale] }
  return toRendered(id, toTelephonePrompt(speech), source)
}

function toRendered(id: PromptId, sound: Sound, source: { engine: string; voice: string }) {
  const durationSeconds = sound.samples.length / sound.rate
  return { id, audio: writeWav(sound), durationSeconds, ...source }
}

function toManifest(locale: Locale, rendered: readonly Rendered[]): string {
  const prompts: PromptManifest['prompts'] = Object.fromEntries(
    rendered.map(({ id, audio, durationSeconds, engine, voice }) => {
      const text = promptText(locale, id)
      return [id, { text, sha256: sha256(audio), durationSeconds, engine, voice }]
    }),
  )
  return `${JSON.stringify({ prompts }, null, 2)}\n`
}
