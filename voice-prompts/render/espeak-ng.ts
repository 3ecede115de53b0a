import { spawnSync } from 'node:child_process'
import type { Engine } from './engine.ts'
import { readWav } from './sound.ts'

const wordsPerMinute = 130

/**
 * Of the female variants the one whose digits `test/contract/prompt-intelligibility.test.ts` tells
 * apart best in noise. British English is `en`: with `en-gb` the variant is ignored without a word.
 */
const voices = { 'nl-NL': 'nl+f2', 'en-GB': 'en+f2' } as const

/** Debian's espeak-ng; `null` where it is not installed. */
export function findEspeakNg(): Engine | null {
  const version = spawnSync('espeak-ng', ['--version'], { encoding: 'utf8' })
  if (version.status !== 0) return null
  const [number = 'unknown'] = /\d+(\.\d+)+/.exec(version.stdout) ?? []
  return {
    name: `espeak-ng ${number}`,
    voices,
    speak: async (locale, text) => speak(voices[locale], text),
  }
}

function speak(voice: string, text: string) {
  const options = ['-v', voice, '-s', String(wordsPerMinute), '--stdin', '--stdout']
  const run = spawnSync('espeak-ng', options, { input: text, maxBuffer: 64 * 1024 * 1024 })
  if (run.status !== 0) throw new Error(`espeak-ng failed: ${run.stderr.toString().trim()}`)
  return readWav(run.stdout)
}
