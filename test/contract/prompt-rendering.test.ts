import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Locale, locales, promptText } from '../../src/calls/prompts/catalogue.ts'
import { type PromptManifest, sha256 } from '../../src/calls/prompts/prompt-files.ts'
import { findEspeakNg } from '../../voice-prompts/render/espeak-ng.ts'
import { createGoogleEngine } from '../../voice-prompts/render/google.ts'
import { readWav, type Sound, writeWav } from '../../voice-prompts/render/sound.ts'
import { toTelephoneBand } from '../../voice-prompts/render/telephone-band.ts'
import { toTelephonePrompt } from '../../voice-prompts/render/telephone-prompt.ts'

describe('the telephone band', () => {
  test.each([22_050, 24_000])('from %i Hz keeps 1 kHz as it was', (rate) => {
    const { samples } = toTelephoneBand(tone(rate, 1000))
    const expected = tone(8000, 1000).samples
    expect(samples).toHaveLength(8000)
    expect(Math.max(...steady(samples.map((one, at) => one - (expected[at] ?? 0))))).toBeLessThan(
      0.005,
    )
  })

  test.each([
    [60, -40],
    [150, -20],
    [3900, -40],
    [5000, -60],
    [7000, -60],
  ])('keeps %i Hz out', (hz, belowDb) => {
    const { samples } = toTelephoneBand(tone(22_050, hz))
    expect(20 * Math.log10(Math.max(...steady(samples)))).toBeLessThan(belowDb)
  })
})

describe('a prompt', () => {
  test('is brought to level, and loses the silence around it', () => {
    const quiet = tone(24_000, 1000).samples.map((one) => one * 0.01)
    const samples = Float64Array.from([
      ...new Float64Array(12_000),
      ...quiet,
      ...new Float64Array(9),
    ])
    const prompt = toTelephonePrompt({ rate: 24_000, samples })

    expect(prompt.samples.length / 8000).toBeGreaterThan(0.99)
    expect(prompt.samples.length / 8000).toBeLessThan(1.05)
    expect(Math.max(...prompt.samples)).toBeCloseTo(0.1 * Math.SQRT2, 2)
  })

  test('has its peaks bent below the limit', () => {
    const samples = tone(8000, 1000).samples.map((one, at) => (at % 160 < 3 ? one : one * 0.05))
    const { samples: limited } = toTelephonePrompt({ rate: 8000, samples })
    expect(20 * Math.log10(Math.max(...limited.map(Math.abs)))).toBeLessThanOrEqual(-3)
    expect(20 * Math.log10(Math.max(...limited.map(Math.abs)))).toBeGreaterThan(-5)
  })

  test('that an engine left empty is a fault', () => {
    const nothing = { rate: 24_000, samples: new Float64Array(24_000) }
    expect(() => toTelephonePrompt(nothing)).toThrow('the engine was silent')
  })
})

test('a WAV file survives writing and reading, also with a length from a pipe', () => {
  const file = writeWav(tone(8000, 440))
  expect(writeWav(readWav(file)).subarray(0, 44)).toEqual(file.subarray(0, 44))
  expect(readWav(file).samples[3]).toBeCloseTo(tone(8000, 440).samples[3] ?? 0, 3)

  file.writeUInt32LE(0x7ffff000, 40)
  expect(readWav(file).samples).toHaveLength(8000)
})

test('Google is asked for the text in the voice of the locale, and sends 24 kHz', async () => {
  const asked: unknown[] = []
  const engine = createGoogleEngine({
    async synthesizeSpeech(request) {
      asked.push(request)
      return [{ audioContent: writeWav(tone(24_000, 440)) }]
    },
  })
  const sound = await engine.speak('nl-NL', 'vier')
  expect(asked).toEqual([
    {
      input: { text: 'vier' },
      voice: { languageCode: 'nl-NL', name: 'nl-NL-Wavenet-F' },
      audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: 24_000, speakingRate: 0.85 },
    },
  ])
  expect([sound.rate, sound.samples.length]).toEqual([24_000, 24_000])
})

const espeakNg = findEspeakNg()
const madeHere = locales.every((locale) => entry(locale, 'digit-4')?.engine === espeakNg?.name)

describe.skipIf(!espeakNg || !madeHere)('espeak-ng of the version that made the prompts', () => {
  test.each(locales)('makes the same files again: %s', async (locale) => {
    for (const id of ['digit-4', 'code-intro', 'greeting'] as const) {
      const speech = await espeakNg?.speak(locale, promptText(locale, id))
      const audio = speech && writeWav(toTelephonePrompt(speech))
      expect(audio && sha256(audio)).toBe(entry(locale, id)?.sha256)
    }
  })
})

function entry(locale: Locale, id: string) {
  const file = readFileSync(`voice-prompts/${locale}/manifest.json`, 'utf8')
  return (JSON.parse(file) as PromptManifest).prompts[id]
}

function tone(rate: number, hz: number): Sound {
  const samples = Float64Array.from({ length: rate }, (_, at) =>
    Math.sin((2 * Math.PI * hz * at) / rate),
  )
  return { rate, samples }
}

/** Away from the edges, where a filter sees half a tone. */
function steady(samples: Float64Array): number[] {
  return Array.from(samples.subarray(400, -400), Math.abs)
}
