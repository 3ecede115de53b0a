import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import {
  isPromptId,
  type Locale,
  locales,
  type PromptId,
  promptIds,
  promptText,
} from './catalogue.ts'

const ManifestEntry = Type.Object({
  text: Type.String(),
  sha256: Type.String(),
  durationSeconds: Type.Number({ minimum: 0 }),
  engine: Type.String(),
  voice: Type.String(),
})
type ManifestEntry = Static<typeof ManifestEntry>

const PromptManifest = Type.Object({ prompts: Type.Record(Type.String(), ManifestEntry) })
/** What stands beside the audio of a locale: what each prompt says, and who says it. */
export type PromptManifest = Static<typeof PromptManifest>

/** The recorded prompts, all in memory: some 2 MB, and no disk between a carrier and its audio. */
export interface PromptFiles {
  /** A WAV file: one channel, 16-bit PCM, 8 kHz. */
  read(locale: Locale, id: PromptId): Buffer
  durationSeconds(locale: Locale, id: PromptId): number
}

interface Recording {
  readonly name: `${Locale}/${PromptId}`
  readonly audio: Buffer
  readonly durationSeconds: number
}

/**
 * Opens `<folder>/<locale>/` for every locale, or throws one error that names every prompt that is
 * missing, stale or changed: a call must not find that out half-way.
 */
export function openPromptFiles(folder: string): PromptFiles {
  const found = locales.flatMap((locale) => readLocale(folder, locale))
  const faults = found.filter((one) => typeof one === 'string')
  if (faults.length > 0) {
    const list = faults.map((fault) => `\n  ${fault}`).join('')
    throw new Error(`The voice prompts are not in order; \`npm run prompts\` makes them:${list}`)
  }

  const recordings = new Map(
    found.filter((one) => typeof one !== 'string').map((one) => [one.name, one]),
  )
  const find = (locale: Locale, id: PromptId): Recording => {
    const recording = recordings.get(`${locale}/${id}`)
    if (!recording) throw new Error(`Expected a prompt of the catalogue, not ${locale}/${id}`)
    return recording
  }
  return {
    read: (locale, id) => find(locale, id).audio,
    durationSeconds: (locale, id) => find(locale, id).durationSeconds,
  }
}

/** Recordings, and a sentence for each fault. */
function readLocale(folder: string, locale: Locale): (Recording | string)[] {
  const prompts = readManifest(join(folder, locale, 'manifest.json'))
  if (!prompts) return [`${locale}/manifest.json: is missing or cannot be read`]

  const strangers = Object.keys(prompts).filter((id) => !isPromptId(id))
  return [
    ...strangers.map((id) => `${locale}/${id}: is not in the catalogue`),
    ...promptIds.map((id) => readRecording(folder, { locale, id, entry: prompts[id] })),
  ]
}

function readRecording(
  folder: string,
  { locale, id, entry }: { locale: Locale; id: PromptId; entry: ManifestEntry | undefined },
): Recording | string {
  const name = `${locale}/${id}` as const
  if (!entry) return `${name}: is not in the manifest`
  if (entry.text !== promptText(locale, id)) return `${name}: the text has changed`
  const audio = readIfThere(join(folder, `${name}.wav`))
  if (!audio) return `${name}: the file is missing`
  if (sha256(audio) !== entry.sha256) return `${name}: the file is not the one in the manifest`
  return { name, audio, durationSeconds: entry.durationSeconds }
}

function readManifest(file: string): PromptManifest['prompts'] | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Check(PromptManifest, manifest) ? manifest.prompts : null
  } catch {
    return null
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
