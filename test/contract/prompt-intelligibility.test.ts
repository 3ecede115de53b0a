import { expect, test } from 'vitest'
import { digitPrompt, type Locale, type PromptId } from '../../src/calls/prompts/catalogue.ts'
import { openPromptFiles } from '../../src/calls/prompts/prompt-files.ts'
import { readTwice } from '../../src/calls/prompts/spoken-code.ts'

/**
 * A machine's ear, not a person's: it compares what came over a bad line with the ten digits of the
 * same voice, by cepstra and dynamic time warping. It tells when a new rendering is harder to tell
 * apart than the last one, or when the gaps no longer part the digits; it says no more than that.
 */
const files = openPromptFiles('voice-prompts')
const digits = Array.from('0123456789')
const codeCount = 100

interface Line {
  readonly noiseDb: number | null
  readonly lossRatio: number
}
const cleanLine: Line = { noiseDb: null, lossRatio: 0 }
/** 15 dB under the active level of -20 dBFS; one frame of 20 ms in twenty is lost. */
const badLine: Line = { noiseDb: -35, lossRatio: 0.05 }

test.each([
  ['nl-NL', 'clean', cleanLine, 1],
  ['nl-NL', 'bad', badLine, 0.9],
  ['en-GB', 'clean', cleanLine, 1],
  ['en-GB', 'bad', badLine, 0.9],
] as const)(
  '%s over a %s line is understood',
  (locale, _, line, wanted) => {
    const random = seeded(29)
    const templates = digits.map((digit) => {
      const calm = { ...line, lossRatio: 0 }
      return toFeatures(sendOver(calm, samplesOf(locale, [digitPrompt(digit)]), random))
    })
    const understood = Array.from({ length: codeCount }, () => {
      const code = Array.from({ length: 6 }, () => Math.floor(random() * 10)).join('')
      const sound = sendOver(line, samplesOf(locale, readOnce(code)), random)
      return (
        toWords(sound)
          .map((word) => nearest(templates, toFeatures(word)))
          .join('') === code
      )
    })
    expect(understood.filter(Boolean).length / codeCount).toBeGreaterThanOrEqual(wanted)
  },
  120_000,
)

function readOnce(code: string): PromptId[] {
  const prompts = readTwice(code)
  return ['silence-600ms', ...prompts.slice(0, prompts.indexOf('code-again'))]
}

function samplesOf(locale: Locale, prompts: PromptId[]): number[] {
  return prompts.flatMap((id) => {
    const pcm = files.read(locale, id).subarray(44)
    return Array.from({ length: pcm.length / 2 }, (_, at) => pcm.readInt16LE(at * 2) / 32_768)
  })
}

function sendOver({ noiseDb, lossRatio }: Line, samples: number[], random: () => number) {
  const noise = noiseDb === null ? 0 : 10 ** (noiseDb / 20)
  const lost = Array.from({ length: samples.length / 160 + 1 }, () => random() < lossRatio)
  return samples.map((sample, index) => {
    const noisy = sample + noise * gaussian(random)
    return lost[Math.floor(index / 160)] ? 0 : throughMuLaw(noisy)
  })
}

/** The curve of ITU-T G.711 and its 8 bits, without its segments. */
function throughMuLaw(sample: number): number {
  const curve = Math.log1p(255 * Math.min(1, Math.abs(sample))) / Math.log(256)
  return (Math.sign(sample) * (256 ** (Math.round(curve * 127) / 127) - 1)) / 255
}

/** Parts at a quarter of a second of quiet, and drops what is too short to be a word. */
function toWords(samples: number[]): number[][] {
  const powers = Array.from(
    { length: Math.floor(samples.length / 400) },
    (_, index) =>
      samples.slice(index * 400, index * 400 + 400).reduce((sum, one) => sum + one ** 2, 0) / 400,
  )
  const quietest = powers.toSorted((a, b) => a - b)[Math.floor(powers.length / 4)] ?? 0
  const loud = powers.flatMap((power, index) => (power > 2 * quietest + 2e-5 ? [index] : []))
  const runs: number[][] = []
  for (const index of loud) {
    const run = runs.at(-1)
    if (run && index - (run.at(-1) ?? 0) <= 5) run.push(index)
    else runs.push([index])
  }
  return runs
    .map((run) => samples.slice((run[0] ?? 0) * 400 - 400, (run.at(-1) ?? 0) * 400 + 800))
    .filter((word) => word.length > 2000)
}

const frame = { size: 200, hop: 80 }
const window = Array.from(
  { length: frame.size },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / frame.size),
)
const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700)
const bandHz = Array.from({ length: 22 }, (_, band) => {
  const mel = toMel(300) + ((toMel(3400) - toMel(300)) * band) / 21
  return 700 * (10 ** (mel / 2595) - 1)
})
const waves = bandHz.map((hz) => {
  const angle = (2 * Math.PI * hz) / 8000
  return {
    cos: window.map((w, at) => w * Math.cos(angle * at)),
    sin: window.map((w, at) => w * Math.sin(angle * at)),
  }
})

/** Twelve cepstra a frame, and how they change. */
function toFeatures(samples: number[]): number[][] {
  const count = Math.max(0, Math.floor((samples.length - frame.size) / frame.hop) + 1)
  const cepstra = Array.from({ length: count }, (_, index) => {
    const part = samples.slice(index * frame.hop, index * frame.hop + frame.size)
    const logs = waves.map(({ cos, sin }) =>
      Math.log(dot(part, cos) ** 2 + dot(part, sin) ** 2 + 1e-2),
    )
    return Array.from({ length: 12 }, (_, order) =>
      logs.reduce(
        (sum, log, band) => sum + log * Math.cos((Math.PI * (order + 1) * (band + 0.5)) / 22),
        0,
      ),
    )
  })
  return cepstra.map((now, index) => {
    const before = cepstra[Math.max(0, index - 2)] ?? now
    const after = cepstra[Math.min(count - 1, index + 2)] ?? now
    return [...now, ...now.map((_, order) => (after[order] ?? 0) - (before[order] ?? 0))]
  })
}

function nearest(templates: number[][][], word: number[][]): number {
  const costs = templates.map((template) => warpCost(template, word))
  return costs.indexOf(Math.min(...costs))
}

function warpCost(a: number[][], b: number[][]): number {
  let previous = [0, ...b.map(() => Number.POSITIVE_INFINITY)]
  for (const one of a) {
    const row = [Number.POSITIVE_INFINITY]
    b.forEach((other, at) => {
      const best = Math.min(row[at]!, previous[at]!, previous[at + 1]!)
      row.push(best + distance(one, other))
    })
    previous = row
  }
  return previous.at(-1)! / (a.length + b.length)
}

function dot(a: number[], b: number[]): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!
  return sum
}

function distance(a: number[], b: number[]): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at]! - b[at]!) ** 2
  return Math.sqrt(sum)
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Mulberry32: the same codes and the same noise on every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const twice = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32
  }
}
