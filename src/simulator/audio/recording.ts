import type { Samples } from './transcript-line.ts'
import { sampleRate } from './wav.ts'

export interface Segment {
  readonly atMs: number
  readonly forMs: number
  readonly samples: Samples
}

export function assemble(segments: readonly Segment[], totalMs: number): Int16Array {
  const recording = new Int16Array(toSamples(totalMs))
  for (const { atMs, forMs, samples } of segments) {
    const heard = samples === 'hum' ? hum(forMs) : samples.subarray(0, toSamples(forMs))
    const from = toSamples(atMs)
    if (from < recording.length) recording.set(heard.slice(0, recording.length - from), from)
  }
  return recording
}

function hum(ms: number): Int16Array {
  const turn = (2 * Math.PI * 220) / sampleRate
  return Int16Array.from({ length: toSamples(ms) }, (_, at) => 900 * Math.sin(turn * at))
}

function toSamples(ms: number): number {
  return Math.round((ms * sampleRate) / 1_000)
}
