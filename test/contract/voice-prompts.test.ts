import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type DialogueTurn, type Gate, nextTurn } from '../../src/calls/dialogue.ts'
import {
  digitPrompt,
  type Locale,
  locales,
  promptIds,
  silenceSeconds,
} from '../../src/calls/prompts/catalogue.ts'
import { openPromptFiles, type PromptManifest } from '../../src/calls/prompts/prompt-files.ts'

const files = openPromptFiles('voice-prompts')
const spokenIds = promptIds.filter((id) => silenceSeconds(id) === null)
const digits = Array.from('0123456789', digitPrompt)

describe.each(locales)('%s', (locale) => {
  test.each(promptIds)('%s is one channel of 16-bit PCM at 8 kHz', (id) => {
    const audio = files.read(locale, id)
    expect(audio.toString('latin1', 8, 16)).toBe('WAVEfmt ')
    const [coding, channels, bits] = [20, 22, 34].map((at) => audio.readUInt16LE(at))
    expect({ coding, channels, bits }).toEqual({ coding: 1, channels: 1, bits: 16 })
    expect(audio.readUInt32LE(24)).toBe(8000)
    expect(audio.readUInt32LE(40)).toBe(audio.length - 44)
  })

  test.each(spokenIds)('%s is as loud as the others, does not clip, and starts at once', (id) => {
    const samples = samplesOf(locale, id)
    expect(Math.abs(activeLevelDb(samples) + 20)).toBeLessThanOrEqual(1)
    expect(toDb(Math.max(...samples.map(Math.abs)))).toBeLessThanOrEqual(-3)

    const audible = audibleFrames(samples)
    expect(audible.first * 5).toBeLessThanOrEqual(30)
    expect(audible.trailing * 5).toBeLessThanOrEqual(30)
  })

  test.each(digits)('%s is neither clipped short nor drawn out', (id) => {
    expect(files.durationSeconds(locale, id)).toBeGreaterThanOrEqual(0.35)
    expect(files.durationSeconds(locale, id)).toBeLessThanOrEqual(0.8)
  })

  test('a silence is silent for as long as it says', () => {
    for (const id of promptIds) {
      const seconds = silenceSeconds(id)
      if (seconds === null) continue
      expect(samplesOf(locale, id)).toEqual(new Array(Math.round(seconds * 8000)).fill(0))
    }
  })

  test('digits follow each other at about one a second', () => {
    const seconds = digits.map((id) => files.durationSeconds(locale, id) + 0.6)
    const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length
    expect(mean).toBeGreaterThan(0.9)
    expect(mean).toBeLessThan(1.3)
  })

  test('any six digits have been heard twice within 46 s, and the call ends within 60', () => {
    const longest = digits.toSorted(
      (a, b) => files.durationSeconds(locale, b) - files.durationSeconds(locale, a),
    )[0]!
    const code = longest.slice(-1).repeat(6)
    const pressSeconds = 2
    for (const [gate, keys] of [
      [{ kind: 'key', digit: '7' }, '7'],
      [{ kind: 'match', digits: '47' }, '47'],
    ] satisfies [Gate, string][]) {
      const turns = [
        nextTurn({ gate, code }, 'answer', null),
        nextTurn({ gate, code }, 'gate-1', { keys }),
        nextTurn({ gate, code }, 'code-1', null),
      ]
      const [question, reading, goodbye] = turns.map((turn) => spokenSeconds(locale, turn))
      expect(question! + pressSeconds + reading! - 1.5).toBeLessThanOrEqual(46)
      expect(question! + pressSeconds + reading! + 6 + goodbye!).toBeLessThanOrEqual(60)
    }
  })
})

test('PROVENANCE.md names every engine and voice that made a recording', () => {
  const provenance = readFileSync('voice-prompts/PROVENANCE.md', 'utf8')
  for (const locale of locales) {
    const file = readFileSync(`voice-prompts/${locale}/manifest.json`, 'utf8')
    for (const { engine, voice } of Object.values((JSON.parse(file) as PromptManifest).prompts)) {
      expect(provenance).toContain(engine)
      expect(provenance).toContain(voice)
    }
  }
})

test('`npm run prompts -- --check` finds them in order, without an engine', () => {
  const tool = ['node_modules/tsx/dist/cli.mjs', 'voice-prompts/render/render-prompts.ts']
  const run = spawnSync(process.execPath, [...tool, '--check'], {
    encoding: 'utf8',
    env: { PATH: '' },
  })
  expect(run.stdout + run.stderr).toContain('every prompt is there')
  expect(run.status).toBe(0)
})

function spokenSeconds(locale: Locale, turn: DialogueTurn): number {
  const seconds = turn.steps.map((step) => {
    if (step.do === 'pause') return step.seconds
    if (step.do !== 'say') return 0
    return step.prompts.reduce((sum, id) => sum + files.durationSeconds(locale, id), 0)
  })
  return seconds.reduce((sum, one) => sum + one, 0)
}

function samplesOf(locale: Locale, id: (typeof promptIds)[number]): number[] {
  const pcm = files.read(locale, id).subarray(44)
  return Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(index * 2) / 32_768)
}

/**
 * After ITU-T P.56: the level of what is less than 15.9 dB under that same level. Written apart from
 * the renderer's own measure, so that one checks the other.
 */
function activeLevelDb(samples: number[]): number {
  const powers = framePowers(samples, 80)
  let level = toDb(Math.sqrt(mean(powers)))
  for (let round = 0; round < 20; round += 1) {
    const active = powers.filter((power) => toDb(Math.sqrt(power)) > level - 15.9)
    level = toDb(Math.sqrt(mean(active)))
  }
  return level
}

function audibleFrames(samples: number[]): { first: number; trailing: number } {
  const powers = framePowers(samples, 40)
  const threshold = Math.max(...powers) * 10 ** -4.2
  const last = powers.findLastIndex((power) => power > threshold)
  return {
    first: powers.findIndex((power) => power > threshold),
    trailing: powers.length - 1 - last,
  }
}

function framePowers(samples: number[], size: number): number[] {
  return Array.from({ length: Math.floor(samples.length / size) }, (_, index) =>
    mean(samples.slice(index * size, (index + 1) * size).map((sample) => sample ** 2)),
  )
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

function toDb(ratio: number): number {
  return 20 * Math.log10(ratio)
}
