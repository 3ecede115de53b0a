import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { locales, promptIds } from './catalogue.ts'
import { openPromptFiles } from './prompt-files.ts'

const shipped = 'voice-prompts'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voice-prompts-'))
  for (const locale of locales)
    cpSync(join(shipped, locale), join(folder, locale), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the prompts that are shipped are all there, and their length is the one of the audio', () => {
  const files = openPromptFiles(shipped)
  for (const locale of locales) {
    for (const id of promptIds) {
      const audio = files.read(locale, id)
      expect(audio.toString('latin1', 0, 4)).toBe('RIFF')
      expect(files.durationSeconds(locale, id)).toBeCloseTo((audio.length - 44) / 16_000, 6)
    }
  }
})

test('one error names every fault', () => {
  appendFileSync(join(folder, 'nl-NL', 'digit-4.wav'), 'x')
  rmSync(join(folder, 'nl-NL', 'greeting.wav'))
  editManifest('en-GB', (prompts) => {
    const { 'digit-1': one, 'code-keys': keys, ...others } = prompts
    return { ...others, 'code-keys': { ...Object(keys), text: 'Press any key.' }, 'old-one': one }
  })

  expect(() => openPromptFiles(folder)).toThrow(
    [
      'The voice prompts are not in order; `npm run prompts` makes them:',
      '  nl-NL/greeting: the file is missing',
      '  nl-NL/digit-4: the file is not the one in the manifest',
      '  en-GB/old-one: is not in the catalogue',
      '  en-GB/code-keys: the text has changed',
      '  en-GB/digit-1: is not in the manifest',
    ].join('\n'),
  )
})

test.each(['', '[]', '{"prompts": {"greeting": {"text": 1}}}'])(
  'a manifest that cannot be read is one fault: %s',
  (text) => {
    writeFileSync(join(folder, 'en-GB', 'manifest.json'), text)
    expect(() => openPromptFiles(folder)).toThrow(
      /makes them:\n {2}en-GB\/manifest.json: is missing or cannot be read$/,
    )
  },
)

function editManifest(
  locale: string,
  edit: (prompts: Record<string, unknown>) => Record<string, unknown>,
) {
  const file = join(folder, locale, 'manifest.json')
  const { prompts } = JSON.parse(readFileSync(file, 'utf8')) as { prompts: Record<string, unknown> }
  writeFileSync(file, JSON.stringify({ prompts: edit(prompts) }))
}
