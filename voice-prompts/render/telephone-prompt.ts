import { type Sound, telephoneRate } from './sound.ts'
import { toTelephoneBand } from './telephone-band.ts'

const activeLevelDb = -20
const peakDb = -3
/** Below the peak limit a little, so that rounding to 16 bits stays under it. */
const ceiling = toRatio(peakDb - 0.05)
const knee = toRatio(-6)

const frame = { trim: 5, active: 20 }
const silentBelowDb = -42
const activeMarginDb = 15.9
const marginMs = 10
const fadeMs = 5

/** Makes a prompt of an engine's speech: telephone band, no silence around it, always as loud. */
export function toTelephonePrompt(speech: Sound): Sound {
  const { samples } = toTelephoneBand(speech)
  const levelled = level(fade(trim(samples)))
  return { rate: telephoneRate, samples: levelled.map(limit) }
}

export function silence(seconds: number): Sound {
  return { rate: telephoneRate, samples: new Float64Array(Math.round(seconds * telephoneRate)) }
}

function trim(samples: Float64Array): Float64Array {
  const powers = framePowers(samples, frame.trim)
  const threshold = Math.max(...powers) * toRatio(silentBelowDb) ** 2
  const first = powers.findIndex((power) => power > threshold)
  const last = powers.findLastIndex((power) => power > threshold)
  if (first < 0) throw new Error('Expected speech, and the engine was silent')
  return samples.slice(
    Math.max(0, inSamples(first * frame.trim - marginMs)),
    inSamples((last + 1) * frame.trim + marginMs),
  )
}

function fade(samples: Float64Array): Float64Array {
  const length = inSamples(fadeMs)
  return samples.map((sample, index) => {
    const fromEdge = Math.min(index, samples.length - 1 - index)
    return sample * Math.min(1, fromEdge / length)
  })
}

/** Measured over what is spoken alone: a digit is too short for a loudness in LUFS. */
function level(samples: Float64Array): Float64Array {
  const gain = toRatio(activeLevelDb) / Math.sqrt(activePower(framePowers(samples, frame.active)))
  return samples.map((sample) => sample * gain)
}

/** After ITU-T P.56: the mean over all frames that are not too far under that same mean. */
function activePower(powers: readonly number[]): number {
  const power = powers.reduce((sum, one) => sum + one, 0) / powers.length
  const active = powers.filter((one) => one > power * toRatio(-activeMarginDb) ** 2)
  return active.length === powers.length ? power : activePower(active)
}

/** Bends what is over the knee towards the ceiling instead of cutting it off. */
function limit(sample: number): number {
  const over = Math.abs(sample) - knee
  if (over <= 0) return sample
  const room = ceiling - knee
  return Math.sign(sample) * (knee + room * Math.tanh(over / room))
}

function framePowers(samples: Float64Array, frameMs: number): number[] {
  const size = inSamples(frameMs)
  return Array.from({ length: Math.floor(samples.length / size) }, (_, index) => {
    const part = samples.subarray(index * size, (index + 1) * size)
    return part.reduce((sum, sample) => sum + sample ** 2, 0) / size
  })
}

function inSamples(ms: number): number {
  return Math.round((ms * telephoneRate) / 1000)
}

function toRatio(db: number): number {
  return 10 ** (db / 20)
}
